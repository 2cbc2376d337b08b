"""What log lines cost under the rules over them, and how soon the line that crosses one is told."""

import asyncio
import json
import time

import throughput
from program import request
from throughput import Load
from webhook import Sink, post_steadily, summed_up, wait_for

LINES = 1_000  # in a request
BODIES = 50  # that are made beforehand
LATE_SECONDS = 5  # after the last line was sent


def measure(program, connections, services, seconds):
    return throughput.send(program, "log_lines.lua", Load(connections, batch=LINES), seconds,
                           [services, BODIES])


def add_rules(program, count, service="*"):
    """Of all types, and none that is ever crossed: what is measured is the looking."""
    shapes = ({"type": "ERROR_THRESHOLD"},
              {"type": "LATENCY_THRESHOLD", "latency_ms": 2_000},
              {"type": "CUSTOM", "condition": "status_code >= 500 and count > threshold"},
              {"type": "ERROR_THRESHOLD", "window_type": "sliding"})
    connection = program.connect()
    for number in range(count):
        rule = {"name": f"rule {number}", "service": service.format(number), "severity": "WARNING",
                "threshold": 10**9, "window": "5m", **shapes[number % len(shapes)]}
        request(connection, "PUT", f"/v1/alert-rules/bench-{number}", json.dumps(rule).encode())
    connection.close()


def remove_default_rules(program):
    connection = program.connect()
    for rule in json.loads(request(connection, "GET", "/v1/alert-rules")):
        request(connection, "DELETE", f"/v1/alert-rules/{rule['id']}")
    connection.close()


def touch(program, services):
    """One line of each service, which every rule counts."""
    connection = program.connect()
    for first in range(0, services, LINES):
        lines = [{"service": f"touched-{number}", "level": "ERROR", "message": "touched",
                  "statusCode": 500, "responseTime": 3_000}
                 for number in range(first, min(first + LINES, services))]
        request(connection, "POST", "/v1/logs/batch", json.dumps(lines).encode())
    connection.close()


def subscribe(program, url):
    """Whatever is critical goes to the webhook."""
    connection = program.connect()
    for path, body in (("/v1/clients", {"client_id": "bench", "name": "bench"}),
                       ("/v1/rules", {"client_id": "bench", "severity": "CRITICAL", "source": "*",
                                      "name": "*"})):
        answer = request(connection, "POST", path, json.dumps(body).encode())
    endpoint = {"rule_id": json.loads(answer)["rule_id"], "type": "webhook", "value": url}
    request(connection, "POST", "/v1/endpoints", json.dumps(endpoint).encode())
    connection.close()


def crossing_line(number):
    """Of a service of its own and more than its rule allows; the message of the alert is the time at
    which the line was sent."""
    return {"service": f"crossing-{number}", "level": "ERROR", "message": "gone",
            "sent": str(time.monotonic_ns())}


async def run_crossings(program, rate, seconds):
    sink = Sink(lambda body: int(body["context"]["sent"]))
    server = await sink.open()
    await asyncio.to_thread(subscribe, program, sink.url)
    rule = {"name": "crossing", "type": "ERROR_THRESHOLD", "service": "crossing-*", "threshold": 0,
            "severity": "CRITICAL", "group_by": ["sent"]}
    await asyncio.to_thread(program.put, "/v1/alert-rules/crossing", rule)
    await post_steadily(program.port, "/v1/logs", rate, seconds, crossing_line)
    await wait_for(sink, rate * seconds, LATE_SECONDS)
    server.close()
    return sink.ages_ms


def tell(program, rate, seconds):
    """How many of the crossings were told, and the p50 and p99 of their ages in milliseconds."""
    return summed_up(asyncio.run(run_crossings(program, rate, seconds)))
