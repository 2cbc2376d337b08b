"""Measures Tocsin and Prometheus' Alertmanager in turn on this machine, and prints one table: medians
of some rounds, the median of their ratios, and the aims. What was not measured is not printed.
docs/performance.md says what each figure means. One run takes about a quarter of an hour."""

import argparse
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parent.parent / "load"))

import holding  # noqa: E402
import latency  # noqa: E402
import loads  # noqa: E402
import machine  # noqa: E402
import peers  # noqa: E402
from table import Table  # noqa: E402

PARTS = {"loads": loads.compare, "holding": holding.compare, "latency": latency.compare}


def in_turn_of(theirs, ours):
    """Runs a measurement with both, every other round the other one first: the machine's mood then
    weighs on both alike. Returns what was found of theirs, and of ours."""
    def in_turn(number, measure):
        if number % 2 == 0:
            return measure(theirs), measure(ours)
        second = measure(ours)
        return measure(theirs), second

    return in_turn


def parsed():
    parser = argparse.ArgumentParser(prog="bench-compare", description=__doc__)
    parser.add_argument("--binary", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--peer", default="/usr/bin/prometheus-alertmanager", type=pathlib.Path)
    parser.add_argument("--disk", default=pathlib.Path("build").resolve(), type=pathlib.Path,
                        help="where the data is kept meanwhile; a disk, for an fsync is to cost")
    parser.add_argument("--rounds", default=3, type=int)
    parser.add_argument("--seconds", default=5, type=int, help="how long each load lasts")
    parser.add_argument("--held", default=[100_000, 500_000], type=int, nargs="+",
                        help="how many alerts to hold; multiples of 5,000")
    parser.add_argument("--restarted", default=1_000_000, type=int,
                        help="with how many ours is restarted at last")
    parser.add_argument("--only", choices=PARTS, nargs="+", help="some parts of it")
    return parser.parse_args()


def main():
    options = parsed()
    theirs, ours = peers.theirs(options.peer, options.disk), peers.ours(options.binary, options.disk)
    print(*machine.describe(options.disk, (options.peer, options.binary)), sep="\n")
    print(f"{options.rounds} rounds of {options.seconds} s, one program at a time")
    table = Table()
    for name, compare in PARTS.items():
        if name in (options.only or PARTS):
            compare(table, in_turn_of(theirs, ours), options)


if __name__ == "__main__":
    main()
