"""What signals cost, and what a million subjects whose silence is waited for do."""

import asyncio
import json
import statistics
import time

import throughput
from throughput import Load
from program import request
from webhook import Sink, read_message

BATCH = 1_000
LATE_SECONDS = 5  # after the last absence is due


def measure(program, connections, signal_type, subjects, seconds):
    return throughput.send(program, "heartbeats.lua", Load(connections, batch=BATCH), seconds,
                           [signal_type, subjects])


def watch(program, signal_type, duration, url="http://127.0.0.1:9/", message="{{org_id}} is silent"):
    """A workflow that waits for the silence of every subject of a type."""
    connection = program.connect()
    workflow = {"name": f"silence of {signal_type}", "signal_type": signal_type,
                "conditions": [{"type": "absence", "duration": duration}],
                "actions": [{"type": "webhook", "target": url, "message": message}]}
    request(connection, "POST", "/v1/workflows", json.dumps(workflow).encode())
    connection.close()


def arm(program, signal_type, subjects):
    """Each subject is heard of once; returns the seconds that took."""
    connection = program.connect()
    began = time.monotonic()
    for first in range(0, subjects, BATCH):
        signals = (f'{{"signal_type":"{signal_type}","org_id":"subject-{number}","value":{{}}}}'
                   for number in range(first, first + BATCH))
        request(connection, "POST", "/v1/signals", f"[{','.join(signals)}]".encode())
    connection.close()
    return time.monotonic() - began


async def send_last_heartbeats(port, rate, seconds, due_after_ns):
    """One of each subject at a steady rate; its metadata says when its absence is due."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.monotonic()
    for number in range(rate * seconds):
        await asyncio.sleep(began + number / rate - time.monotonic())
        signal = {"signal_type": "heartbeat", "org_id": f"heart-{number}",
                  "metadata": {"due": str(time.monotonic_ns() + due_after_ns)}}
        body = json.dumps(signal).encode()
        writer.write(b"POST /v1/signals HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
                     b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        await read_message(reader)
    writer.close()


async def run_absences(program, rate, seconds, duration_seconds):
    sink = Sink(lambda body: int(body["message"]))
    server = await sink.open()
    await asyncio.to_thread(watch, program, "heartbeat", f"{duration_seconds}s", sink.url,
                            "{{metadata.due}}")
    await send_last_heartbeats(program.port, rate, seconds, duration_seconds * 10**9)
    deadline = time.monotonic() + duration_seconds + LATE_SECONDS
    while len(sink.ages_ms) < rate * seconds and time.monotonic() < deadline:
        await asyncio.sleep(0.01)
    server.close()
    return sink.ages_ms


def lateness(program, rate, seconds, duration_seconds):
    """How many absences were told, how early the earliest, and the p50 and p99 of how late: from
    the moment it was due, which is that of sending the last heartbeat and the duration, until its
    webhook is called, in milliseconds."""
    late = asyncio.run(run_absences(program, rate, seconds, duration_seconds))
    hundredths = statistics.quantiles(late, n=100)
    return len(late), min(late), hundredths[49], hundredths[98]
