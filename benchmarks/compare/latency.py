"""From sending an alert until its webhook is called, at a rate that keeps nobody waiting."""

import asyncio
import time

import webhook
from peers import Peer
from table import Row

RATE = 40
LATE_SECONDS = 5


def message_for(peer: Peer):
    """Alerts of groups of their own, so that each is told; they say when they were sent."""
    if peer.name == "Tocsin":
        return webhook.event, lambda body: int(body["summary"])

    def alert(number):
        return [{"labels": {"alertname": "disk", "class": f"webhook-{number}", "severity": "high",
                            "dedup_key": f"webhook-{number}", "event_manager_id": "bench"},
                 "annotations": {"summary": str(time.monotonic_ns())}}]

    return alert, lambda body: int(body["alerts"][0]["annotations"]["summary"])


async def run(peer, seconds):
    message, sent_ns = message_for(peer)
    sink = webhook.Sink(sent_ns)
    listening = await sink.open()
    with peer.run("groups", sink.url) as server:
        await webhook.post_steadily(server.port, peer.single_path, RATE, seconds, message)
        await webhook.wait_for(sink, RATE * seconds, LATE_SECONDS)
    listening.close()
    return sink.ages_ms


def measure(peer, seconds):
    told, p50, p99 = webhook.summed_up(asyncio.run(run(peer, seconds)))
    if told != RATE * seconds:
        raise RuntimeError(f"{peer.name} has told {told} of {RATE * seconds}")
    return p50, p99


def compare(table, in_turn, options):
    table.heading(f"POST → webhook at {RATE} alerts/s, each of a group of its own")
    half = Row("p50", "{:.2f} ms", is_more_better=False)
    most = Row("p99", "{:.2f} ms", is_more_better=False, most=5)
    for number in range(options.rounds):
        theirs, ours = in_turn(number, lambda peer: measure(peer, 2 * options.seconds))
        for row, one, other in zip((half, most), theirs, ours):
            table.add(row, one, other)
    table.rows()
