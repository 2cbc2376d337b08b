"""Alerts a second: alone and in batches, new and repeated, with nobody and with somebody to tell."""

import dataclasses

import throughput
from sink import Sink
from table import Row
from throughput import Load

REPEATED_KEYS = 1_000
SINGLE, BATCHED = Load(64), Load(16, batch=100)
SINGLE_REPEATED = dataclasses.replace(SINGLE, keys=REPEATED_KEYS)
BATCHED_REPEATED = dataclasses.replace(BATCHED, keys=REPEATED_KEYS)

TITLES = {
    "quiet": "Alerts/s, nobody is told",
    "groups": "Alerts/s, a webhook of each of 1,000 groups at once",
    "alerts": "Alerts/s, a webhook of each alert at once",
}
# The load, and how many times theirs ours is to be.
CASES = {
    "quiet": ((SINGLE, 2), (SINGLE_REPEATED, 2), (BATCHED, 3), (BATCHED_REPEATED, None)),
    "groups": ((SINGLE, 4), (SINGLE_REPEATED, None), (BATCHED, 10), (BATCHED_REPEATED, None)),
    "alerts": ((SINGLE, 4), (BATCHED, 10)),
}


@dataclasses.dataclass(frozen=True)
class Found:
    accepted_per_second: float
    told_per_second: float  # webhooks that the sink took while alerts came


def measure(peer, mode, load, seconds):
    with Sink() as sink, peer.run(mode, sink.url) as server:
        run = f"c{load.connections}-b{load.batch}"
        found = throughput.send(server, peer.script, load, seconds, [run, load.batch, load.keys])
        told = sink.taken / seconds
        if found.broken:
            raise RuntimeError(f"{peer.name}: {found.broken} requests got no answer")
        if server.taken_in() < found.accepted:
            raise RuntimeError(f"{peer.name} said yes to {found.accepted} and has {server.taken_in()}")
    return Found(found.events_per_second, told)


def name_of(load):
    batch = "one a request" if load.batch == 1 else f"{load.batch} a request"
    which = f"{load.keys:,} repeated" if load.keys else "new"
    return f"{which}, {batch}, {load.connections} connections"


def compare(table, in_turn, options):
    for mode, cases in CASES.items():
        table.heading(TITLES[mode])
        for load, aim in cases:
            accepted = Row(name_of(load), "{:,.0f}/s", least_ratio=aim)
            told = Row("  webhooks meanwhile", "{:,.0f}/s")
            for number in range(options.rounds):
                theirs, ours = in_turn(number, lambda peer: measure(peer, mode, load, options.seconds))
                table.add(accepted, theirs.accepted_per_second, ours.accepted_per_second)
                if mode != "quiet" and theirs.told_per_second > 0:
                    table.add(told, theirs.told_per_second, ours.told_per_second)
            table.rows()
