"""A storm of events while operators acknowledge: how long they wait, and what is left of it."""

import concurrent.futures
import json
import statistics
import time

import report
import throughput
from program import Program, configure, request
from throughput import Load

BATCH = 1_000
CONNECTIONS = 16
PAUSE_SECONDS = 0.01  # between two acknowledgements
AT_LEAST = 60_000  # events a second, to know when the storm may be over


def show(options):
    report.heading(f"A storm of {options.storm:,} events, {BATCH:,} a request, while people acknowledge")
    seconds = options.storm // AT_LEAST + 5
    with Program(options.binary, options.disk) as program:
        configure(program)
        alerts = page(program, round(1.2 * seconds / PAUSE_SECONDS))
        calm = acknowledge_until(program, alerts, time.monotonic() + 2)
        before, idle = program.open_alerts(), program.resident_bytes()
        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            load = Load(CONNECTIONS, batch=BATCH)
            sent = pool.submit(throughput.measure, program, load, seconds)
            waits = acknowledge_until(program, alerts, time.monotonic() + seconds - 1)
            found = sent.result()
        taken = program.resident_bytes() - idle
        program.kill()
        program.start()
        left = program.open_alerts() - before

    report.throughput("accepted", found)
    report.line("", f"{found.accepted:,} events", f"≥ {options.storm:,}", found.accepted >= options.storm)
    tell("acknowledged in calm: p50, p99, longest", calm)
    tell(f"… {len(waits):,} times in the storm", waits, most_ms=50)
    # wrk leaves without hearing its last answers.
    most = found.accepted + CONNECTIONS * BATCH
    report.line("of them open after SIGKILL", f"{left:,} (at most {most:,})", "all",
                found.accepted <= left <= most)
    report.line("resident for each", f"{taken / left:,.0f} bytes", "≤ 1,024 bytes",
                taken <= 1_024 * left)


def page(program, count):
    """Opens so many alerts that page somebody: each is of a service of its own."""
    connection = program.connect()
    alerts = []
    for number in range(count):
        put(connection, f"/v1/services/{number}", {"name": "storm"})
        put(connection, f"/v1/escalation-policies/{number}",
            {"monitored_service_id": str(number), "acknowledgement_delay": "1h",
             "levels": [{"id": 0, "targets": [{"type": "console"}]}]})
        answer = request(connection, "POST", f"/v1/services/{number}/alerts", b'{"message":"down"}')
        alerts.append(json.loads(answer)["alert_id"])
    connection.close()
    return alerts


def put(connection, path, body):
    request(connection, "PUT", path, json.dumps(body).encode())


def acknowledge_until(program, alerts, end):
    """One after the other on one connection; how long each took, in milliseconds."""
    connection = program.connect()
    waits = []
    while time.monotonic() < end:
        began = time.monotonic()
        request(connection, "POST", f"/v1/alerts/{alerts.pop()}/acknowledge", b'{"by":"alice"}')
        waits.append(1_000 * (time.monotonic() - began))
        time.sleep(PAUSE_SECONDS)
    connection.close()
    return waits


def tell(what, waits, most_ms=None):
    p50, p99 = (statistics.quantiles(waits, n=100)[percent - 1] for percent in (50, 99))
    report.line(what, f"{p50:.2f} {p99:>8.2f} {max(waits):>8.2f} ms",
                f"p99 < {most_ms} ms" if most_ms else "", p99 < most_ms if most_ms else None)
