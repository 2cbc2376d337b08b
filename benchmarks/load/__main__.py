"""Measures a built Tocsin over HTTP and prints what it found, beside the aims. One run takes about
three minutes, and everything in it is bounded. The load comes from the same machine."""

import argparse
import os
import pathlib
import platform

import report
import throughput
import webhook
import working_set
from program import Program, configure
from throughput import Load

REPEATED_KEYS = 1_000


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


PARTS = {"webhooks": webhooks, "loads": loads, "working_sets": working_sets}


def main():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--binary", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--disk", default=pathlib.Path("build").resolve(), type=pathlib.Path,
                        help="where the data is kept meanwhile; a disk, for an fsync is to cost")
    parser.add_argument("--seconds", default=5, type=int, help="how long each load lasts")
    parser.add_argument("--alerts", default=[100_000, 1_000_000], type=int, nargs="+",
                        help="how many alerts to hold; multiples of 1,000")
    parser.add_argument("--only", choices=PARTS, help="one part of it")
    options = parser.parse_args()

    print(f"Tocsin on {os.cpu_count()} cores ({platform.machine()}), shared with the load generator")
    for name, part in PARTS.items():
        if options.only in (None, name):
            part(options)


if __name__ == "__main__":
    main()
