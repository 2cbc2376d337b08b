"""The table: one line a figure, beside it the aim where there is one, and whether it is met."""

COLUMNS = (40, 34, 16)


def heading(text):
    print(f"\n{text}\n{'─' * (sum(COLUMNS) + 8)}", flush=True)


def line(what, figure, aim="", is_met=None):
    verdict = {None: "", True: "met", False: "NOT MET"}[is_met]
    cells = (text.ljust(width) for text, width in zip((what, figure, aim), COLUMNS))
    print(f"{''.join(cells)}{verdict}".rstrip(), flush=True)


def throughput(what, found, aim=None):
    """Events a second with the times that each request took; errors make themselves heard."""
    figure = f"{found.events_per_second:>9,.0f}/s {found.p50_ms:>7.2f} {found.p99_ms:>8.2f} ms"
    line(what, figure,
         f"≥ {aim:,}/s" if aim else "",
         found.events_per_second >= aim if aim else None)
    if found.refused or found.broken:
        line("", f"{found.refused} non-2xx, {found.broken} broken", "0", False)
