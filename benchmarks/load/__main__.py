"""Measures a built Tocsin over HTTP and prints what it found, beside the aims. One run takes about
ten minutes, and everything in it is bounded. The load comes from the same machine."""

import argparse
import os
import pathlib
import platform

import heartbeats
import logs
import report
import rules
import subscribers
import throughput
import webhook
import working_set
from matching import Matching
from program import Program, configure
from sink import Sink
from throughput import Load

REPEATED_KEYS = 1_000
MANY_RULES = "1500x300"
MATCHED_WITHIN_NS = {(450_000, 0): 1_000, (450_000, 1): 1_000, (450_000, 10): 1_000,
                     (450_000, 100): 10_000}
THEIRS = "(the document's system: 320 alerts/s, 100 notifications/s, 160 ms an alert at fan-out 99)"


def single_events(program, seconds, keys=0):
    for connections in (1, 64, 512):
        found = throughput.measure(program, Load(connections, keys=keys), seconds)
        aim = 15_000 if connections == 64 else None
        report.throughput(f"one a request, {connections} connections", found, aim)


def batches(program, seconds, keys=0):
    for size in (100, 1_000):
        found = throughput.measure(program, Load(16, batch=size, keys=keys), seconds)
        report.throughput(f"{size:,} a request, 16 connections", found, 60_000)


def loads(options):
    for title, keys in (("New alerts", 0), (f"Repeats of {REPEATED_KEYS:,} alerts", REPEATED_KEYS)):
        report.heading(f"{title} of 300 bytes: events/s, p50 and p99 of a request")
        with Program(options.binary, options.disk) as program:
            configure(program)
            single_events(program, options.seconds, keys)
            batches(program, options.seconds, keys)


def webhooks(options):
    rate, seconds = 100, 2 * options.seconds
    report.heading(f"Event → webhook at {rate} events/s, each opens a parent")
    with Program(options.binary, options.disk) as program:
        told, p50, p99 = webhook.measure(program, rate, seconds)
    report.line("told", f"{told:,} of {rate * seconds:,}", "all", told == rate * seconds)
    report.line("p50", f"{p50:.2f} ms")
    report.line("p99", f"{p99:.2f} ms", "< 20 ms", p99 < 20)


def working_sets(options):
    report.heading("Open alerts: memory, and restart after SIGKILL until ready")
    with Program(options.binary, options.disk) as program:
        configure(program)
        idle = program.resident_bytes()
        report.line("resident, idle", f"{idle / 2**20:,.0f} MiB")
        held = 0
        for wanted in options.alerts:
            found = working_set.measure(program, idle, held, wanted)
            held = wanted
            name = f"{wanted:,} open alerts"
            report.line(f"{name}: resident", f"{found.resident_bytes / 2**20:,.0f} MiB, after restart "
                        f"{found.resident_bytes_after / 2**20:,.0f}")
            report.line(f"{name}: an alert", f"{found.bytes_per_alert:,.0f} bytes", "≤ 1,024 bytes",
                        found.bytes_per_alert <= 1_024)
            has_aim = wanted == 1_000_000
            report.line(f"{name}: restart", f"{found.restart_seconds:.2f} s",
                        "< 5 s" if has_aim else "", found.restart_seconds < 5 if has_aim else None)


def matching(options):
    if not options.micro:
        return
    report.heading("Matching an alert with the rules: mean, p50 and p99")
    index = Matching(options.micro)
    for count, fan_outs in ((28_800, (0, 1, 10, 100)), (450_000, (0, 1, 10, 100, 1_500)),
                            (1_000_000, (1, 10, 100))):
        for fan_out in fan_outs:
            found = index.match(count, fan_out)
            aim = MATCHED_WITHIN_NS.get((count, fan_out))
            report.line(f"{count:,} rules, fan-out {fan_out:,}", report.match(found),
                        f"< {aim:,} ns" if aim else "", found["real_time"] < aim if aim else None)
    for count in (28_800, 450_000, 1_000_000):
        built, swapped = index.build(count, 100), index.swap(count, 100)
        report.line(f"{count:,} rules: index built in", f"{built['real_time']:,.0f} ms")
        p99_ms = swapped["p99_ns"] / 1e6
        report.line(f"{count:,} rules: a rule changed, p99", f"{p99_ms:.3f} ms", "< 5 ms", p99_ms < 5)
        report.line(f"{count:,} rules: a rule's memory",
                    f"{built['rule_bytes']:,.0f} + {built['index_bytes_per_rule']:,.0f} bytes of index")


def subscriptions(options):
    report.heading("Alert → each subscriber's webhook, durable; the writer delivers meanwhile, too")
    print(THEIRS)
    for shape, batch in (("1x288", 500), ("10x288", 500), ("100x288", 100), ("balanced:200", 500)):
        with Sink() as sink, Program(options.binary, options.disk) as program:
            rules.load(program, shape, f"webhook={sink.url}")
            load = Load(8, batch=batch)
            report.telling(shape, subscribers.measure(program, load, options.seconds, seed=1))


def many_rules(options):
    report.heading(f"450,000 rules ({MANY_RULES}) with two endpoints each")
    with Program(options.binary, options.disk) as program:
        idle = program.resident_bytes()
        seconds = rules.load(program, MANY_RULES, "email=team@example.org", "webhook=http://127.0.0.1:9/")
        taken = program.resident_bytes() - idle
        report.line("imported in", f"{seconds:.1f} s, {450_000 / seconds:,.0f} rules/s")
        report.line("resident", f"{taken / 2**20:,.0f} MiB, {taken / 450_000:,.0f} bytes a rule")
        peace, unrest, changes = rules.wait_while_changed(program, options.seconds)
        report.line("one alert at a time: p50, p99, longest", report.waits(peace))
        # The longest of all is the disk's, in peace as well.
        report.line("… while rules are changed", report.waits(unrest), "p99 + < 5 ms",
                    unrest.p99_ms - peace.p99_ms < 5)
        report.line(f"PUT of a rule: p50, longest of {changes.made:,}",
                    f"{changes.p50_ms:.2f} {changes.longest_ms:>8.2f} ms")
        program.kill()
        report.line("restart after SIGKILL", f"{program.start():.2f} s")
        report.line("resident after it", f"{program.resident_bytes() / 2**20:,.0f} MiB")


def log_lines(options):
    report.heading("Log lines of 150 bytes in batches of 1,000, of 100 services")
    print("(the document claims 50,000 lines/s on a cluster)")
    for title, rules_count, is_aimed in (("three default rules", 0, True), ("100 rules on every line", 100, False),
                                         ("1,000 rules on every line", 1_000, False)):
        with Program(options.binary, options.disk) as program:
            logs.add_rules(program, rules_count)
            found = logs.measure(program, 8, 100, options.seconds)
            report.throughput(title, found, 200_000 if is_aimed else None)
            report.line("", f"{1e9 / found.events_per_second:>9,.0f} ns a line")
    with Program(options.binary, options.disk) as program:
        logs.add_rules(program, 1_000, "service-{}")
        report.throughput("1,000 rules, of one service each", logs.measure(program, 8, 1_000, options.seconds))


def log_windows(options):
    services, rules_count = 10_000, 100
    report.heading(f"Windows of {services:,} services × {rules_count} rules")
    with Program(options.binary, options.disk) as program:
        logs.remove_default_rules(program)
        logs.add_rules(program, rules_count)
        idle = program.resident_bytes()
        logs.touch(program, services)
        taken = program.resident_bytes() - idle
        report.line("resident", f"{taken / 2**20:,.0f} MiB, "
                    f"{taken / services / rules_count:,.0f} bytes a window")


def crossings(options):
    rate, seconds = 50, 2 * options.seconds
    report.heading(f"The line that crosses a rule → webhook, {rate} crossings/s")
    with Program(options.binary, options.disk) as program:
        told, p50, p99 = logs.tell(program, rate, seconds)
    report.line("told", f"{told:,} of {rate * seconds:,}", "all", told == rate * seconds)
    report.line("p50", f"{p50:.2f} ms")
    report.line("p99", f"{p99:.2f} ms", "< 100 ms", p99 < 100)


def signals(options):
    report.heading("Signals of 120 bytes in batches of 1,000, of 10,000 subjects")
    with Program(options.binary, options.disk) as program:
        found = heartbeats.measure(program, 8, "unwatched", 10_000, options.seconds)
        report.throughput("nobody watches them", found)
        heartbeats.watch(program, "watched", "1h")
        found = heartbeats.measure(program, 8, "watched", 10_000, options.seconds)
        report.throughput("each re-arms an absence", found, 50_000)


def absences(options):
    armed, rate, duration = 1_000_000, 200, 5
    report.heading(f"{armed:,} armed absences")
    with Program(options.binary, options.disk) as program:
        heartbeats.watch(program, "armed", "12h")
        idle = program.resident_bytes()
        taken = heartbeats.arm(program, "armed", armed)
        report.line("armed in", f"{taken:.1f} s, {armed / taken:,.0f} signals/s")
        resident = program.resident_bytes() - idle
        report.line("resident", f"{resident / 2**20:,.0f} MiB, {resident / armed:,.0f} bytes each")
        found = heartbeats.measure(program, 8, "armed", armed, options.seconds)
        report.throughput("re-armed", found)
        count = rate * options.seconds
        told, earliest, p50, p99 = heartbeats.lateness(program, rate, options.seconds, duration)
        report.line(f"of {duration} s, {rate}/s fall silent: told", f"{told:,} of {count:,}", "all",
                    told == count)
        report.line("due → webhook, the earliest", f"{earliest:.2f} ms", "never early", earliest >= 0)
        report.line("due → webhook, p50", f"{p50:.2f} ms")
        report.line("due → webhook, p99", f"{p99:.2f} ms", "< 50 ms", p99 < 50)
        program.kill()
        report.line("restart after SIGKILL", f"{program.start():.2f} s")


PARTS = {"webhooks": webhooks, "loads": loads, "working_sets": working_sets, "matching": matching,
         "subscriptions": subscriptions, "many_rules": many_rules, "log_lines": log_lines,
         "log_windows": log_windows, "crossings": crossings, "signals": signals,
         "absences": absences}


def main():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--binary", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--micro", type=lambda path: pathlib.Path(path).resolve(),
                        help="the micro-benchmarks; none: nothing is said of matching alone")
    parser.add_argument("--disk", default=pathlib.Path("build").resolve(), type=pathlib.Path,
                        help="where the data is kept meanwhile; a disk, for an fsync is to cost")
    parser.add_argument("--seconds", default=5, type=int, help="how long each load lasts")
    parser.add_argument("--alerts", default=[100_000, 1_000_000], type=int, nargs="+",
                        help="how many alerts to hold; multiples of 1,000")
    parser.add_argument("--only", choices=PARTS, nargs="+", help="some parts of it")
    options = parser.parse_args()

    print(f"Tocsin on {os.cpu_count()} cores ({platform.machine()}), shared with the load generator")
    for name, part in PARTS.items():
        if name in (options.only or PARTS):
            part(options)


if __name__ == "__main__":
    main()
