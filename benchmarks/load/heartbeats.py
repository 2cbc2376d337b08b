"""What signals cost, and what a million subjects whose silence is waited for do."""

import asyncio
import json
import time

import throughput
from throughput import Load
from program import request
from webhook import Sink, post_steadily, summed_up, wait_for

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


async def run_absences(program, rate, seconds, duration_seconds):
    """One heartbeat of each subject at a steady rate; its metadata says when its absence is due."""
    sink = Sink(lambda body: int(body["message"]))
    server = await sink.open()
    await asyncio.to_thread(watch, program, "heartbeat", f"{duration_seconds}s", sink.url,
                            "{{metadata.due}}")

    def last_heartbeat(number):
        due = time.monotonic_ns() + duration_seconds * 10**9
        return {"signal_type": "heartbeat", "org_id": f"heart-{number}",
                "metadata": {"due": str(due)}}

    await post_steadily(program.port, "/v1/signals", rate, seconds, last_heartbeat)
    await wait_for(sink, rate * seconds, duration_seconds + LATE_SECONDS)
    server.close()
    return sink.ages_ms


def lateness(program, rate, seconds, duration_seconds):
    """How many absences were told, how early the earliest, and the p50 and p99 of how late: from
    the moment it was due, which is that of sending the last heartbeat and the duration, until its
    webhook is called, in milliseconds."""
    late = asyncio.run(run_absences(program, rate, seconds, duration_seconds))
    told, p50, p99 = summed_up(late)
    return told, min(late), p50, p99
