"""Many open alerts: their memory, finding some of them, and what a crash leaves."""

import dataclasses
import time

import working_set
from peers import CRITICAL_OF, RARE_OF
from table import Row

CALLS = 3  # of each listing; the fastest counts


@dataclasses.dataclass
class Found:
    bytes_per_alert: dict = dataclasses.field(default_factory=dict)  # by how many are open
    seconds_to_find: dict = dataclasses.field(default_factory=dict)  # by what
    restart_seconds: dict = dataclasses.field(default_factory=dict)  # by how many were open
    left: dict = dataclasses.field(default_factory=dict)  # of them, after it


def measure(peer, options):
    found = Found()
    with peer.run("quiet") as server:
        time.sleep(options.seconds)
        idle = server.resident_bytes()
        held = 0
        for wanted in options.held:
            fill(peer, server, held, wanted)
            held = wanted
            time.sleep(options.seconds)  # a garbage collector may have something to do
            found.bytes_per_alert[wanted] = (server.resident_bytes() - idle) / wanted
        find(server, held, found)
        restart(server, held, found)
        if found.left[held] == held and options.restarted > held:
            fill(peer, server, held, options.restarted)
            restart(server, options.restarted, found)
    return found


def fill(peer, server, first, last):
    before = server.taken_in()
    working_set.fill(server, first, last, peer.path, peer.held)
    taken = server.taken_in() - before
    if taken != last - first:
        raise RuntimeError(f"{peer.name} has taken {taken:,} alerts in, not {last - first:,}")


def find(server, held, found):
    for what, expected, look in (
            ("one, by its key", 1, lambda: server.find("held-4711")),
            (f"{held // RARE_OF:,} of an event manager", held // RARE_OF,
             lambda: server.list("event_manager_id", "rare")),
            (f"{held // CRITICAL_OF:,} critical ones", held // CRITICAL_OF,
             lambda: server.list("severity", "critical"))):
        found.seconds_to_find[what] = min(seconds_of(server, look, expected) for _ in range(CALLS))


def seconds_of(server, look, expected):
    """Until the last byte is there; what the answers hold is looked at after that."""
    began = time.monotonic()
    answers = look()
    taken = time.monotonic() - began
    count = server.count_in(answers)
    if count != expected:
        raise RuntimeError(f"{count} alerts were found, not {expected}")
    return taken


def restart(server, held, found):
    server.kill()
    found.restart_seconds[held] = server.start()
    found.left[held] = server.open_alerts()


def compare(table, in_turn, options):
    rounds = [in_turn(number, lambda peer: measure(peer, options)) for number in range(options.rounds)]
    show_memory(table, rounds, options)
    show_finding(table, rounds, options)
    show_restart(table, rounds)


def show_memory(table, rounds, options):
    table.heading("Memory of an open alert (resident, beyond the idle program)")
    for wanted in options.held:
        row = Row(f"of {wanted:,}", "{:,.0f} bytes", is_more_better=False, least_ratio=4)
        for theirs, ours in rounds:
            table.add(row, theirs.bytes_per_alert[wanted], ours.bytes_per_alert[wanted])
    table.rows()


def show_finding(table, rounds, options):
    table.heading(f"Finding, whole answers, among {options.held[-1]:,} open alerts")
    for what in rounds[0][0].seconds_to_find:
        row = Row(what, "{:,.4f} s", is_more_better=False,
                  least_ratio=None if what.startswith("one") else 20)
        for theirs, ours in rounds:
            table.add(row, theirs.seconds_to_find[what], ours.seconds_to_find[what])
    table.rows()


def show_restart(table, rounds):
    table.heading("Restart after SIGKILL until ready, and the alerts that are left")
    for held in rounds[0][1].restart_seconds:
        taken = Row(f"{held:,} open", "{:.2f} s", most=5 if held >= 1_000_000 else None)
        left = Row(f"  of {held:,} are left", "{:,.0f}", is_compared=False)
        for theirs, ours in rounds:
            is_gone = theirs.left.get(held) != held
            # A start that finds nothing is not one that is to be compared with.
            table.add(taken, None if is_gone else theirs.restart_seconds[held],
                      ours.restart_seconds[held])
            table.add(left, theirs.left.get(held), ours.left[held])
    table.rows()
