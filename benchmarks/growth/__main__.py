"""Measures what an event costs Tocsin as it grows, and what a storm does to those who answer. Every
figure stands beside the one of the smallest size: nothing may grow worse than logarithmically.
docs/performance.md says what each figure means. One run takes some ten minutes."""

import argparse
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).parent.parent / "load"))

import cost  # noqa: E402
import storm  # noqa: E402

PARTS = {"cost": cost.show, "storm": storm.show}


def main():
    parser = argparse.ArgumentParser(prog="bench-growth", description=__doc__)
    parser.add_argument("--binary", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--disk", default=pathlib.Path("build").resolve(), type=pathlib.Path,
                        help="where the data is kept meanwhile; a disk, for an fsync is to cost")
    parser.add_argument("--open", default=[10_000, 100_000, 1_000_000, 5_000_000], type=int, nargs="+",
                        help="how many open alerts; multiples of 1,000")
    parser.add_argument("--events", default=100_000, type=int, help="that each figure is the mean of")
    parser.add_argument("--storm", default=1_000_000, type=int, help="events of the storm")
    parser.add_argument("--only", choices=PARTS, nargs="+", help="some parts of it")
    options = parser.parse_args()
    for name, part in PARTS.items():
        if name in (options.only or PARTS):
            part(options)


if __name__ == "__main__":
    main()
