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
    errors(found)


def errors(found):
    if found.refused or found.broken:
        line("", f"{found.refused} non-2xx, {found.broken} broken", "0", False)


def match(found):
    return f"{found['real_time']:>9,.0f} {found['p50_ns']:>8,.0f} {found['p99_ns']:>8,.0f} ns"


def waits(found):
    return f"{found.p50_ms:.2f} {found.p99_ms:>8.2f} {found.longest_ms:>8.2f} ms"


def telling(what, found):
    """Alerts and notifications a second with the fan-out beside them, and what is delivered of it."""
    fan_out = round(found.fan_out)
    title = f"{what}, {found.fan_out:.1f} notifications an alert"
    alerts, notifications = found.sent.events_per_second, found.notifications_per_second
    line(title, f"{alerts:>9,.0f} alerts/s",
         "≥ 20,000/s" if fan_out <= 1 else "", alerts >= 20_000 if fan_out <= 1 else None)
    line("", f"{notifications:>9,.0f} notifications/s",
         "≥ 50,000/s" if fan_out >= 90 else "", notifications >= 50_000 if fan_out >= 90 else None)
    line("", f"{found.delivered_meanwhile:>9,.0f} delivered/s meanwhile")
    line("", f"{found.delivered_afterwards:>9,.0f} delivered/s afterwards")
    errors(found.sent)
