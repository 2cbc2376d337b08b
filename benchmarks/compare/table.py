"""What was found, round by round, and the table of it: the medians of both, the median of the
ratios of the rounds, and the aim beside it."""

import dataclasses
import statistics

COLUMNS = (48, 20, 20, 9, 13)


@dataclasses.dataclass(frozen=True)
class Row:
    """A figure of which each round found one for both."""

    what: str
    unit: str  # a format of one figure, such as "{:,.0f}/s"
    is_more_better: bool = True
    least_ratio: float | None = None  # so many times better than theirs
    most: float | None = None  # ours, in itself
    is_compared: bool = True


class Table:
    """Prints a heading when it comes, and its rows as soon as all their rounds are over."""

    def __init__(self):
        self._found = {}

    def heading(self, text):
        print(f"\n{text}\n{'─' * (sum(COLUMNS) + 8)}")
        self._print("", "Alertmanager", "Tocsin", "ratio", "aim", "")

    def add(self, row, theirs, ours):
        """One round. A peer that cannot do this at all has None."""
        self._found.setdefault(row, []).append((theirs, ours))

    def rows(self):
        """Prints and forgets what was added."""
        for row, rounds in self._found.items():
            self._row(row, rounds)
        self._found.clear()

    def _row(self, row, rounds):
        theirs = [one for one, _ in rounds if one is not None]
        ours = [one for _, one in rounds if one is not None]
        ratios = [ratio(row, one, other) for one, other in rounds
                  if row.is_compared and one is not None and other is not None]
        middle = statistics.median(ratios) if ratios else None
        self._print(row.what, shown(row, theirs), shown(row, ours),
                    f"{middle:,.1f}x" if ratios else "", *judged(row, middle, ours))

    @staticmethod
    def _print(*cells):
        text = "".join(cell.ljust(width) for cell, width in zip(cells, COLUMNS))
        print(f"{text}{cells[-1]}".rstrip(), flush=True)


def ratio(row, theirs, ours):
    """How many times better ours is."""
    return ours / theirs if row.is_more_better else theirs / ours


def shown(row, figures):
    """The median, and how far the rounds lay apart."""
    if not figures:
        return ""
    text = row.unit.format(statistics.median(figures))
    spread = max(figures) / min(figures) - 1 if min(figures) > 0 else 0
    return f"{text} ±{100 * spread / 2:.0f}%" if len(figures) > 1 else text


def judged(row, middle, ours):
    """The aim, and whether it is met."""
    if row.least_ratio is not None and middle is not None:
        return f"≥ {row.least_ratio:g}x", verdict(middle >= row.least_ratio)
    if row.most is not None and ours:
        return f"≤ {row.unit.format(row.most)}", verdict(statistics.median(ours) <= row.most)
    return "", ""


def verdict(is_met):
    return "met" if is_met else "NOT MET"
