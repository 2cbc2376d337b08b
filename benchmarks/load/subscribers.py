"""Alerts of others that many clients hear of: how many a second are made durable together with a
notification for each client, and how many of these are delivered."""

import dataclasses
import time

from throughput import announce


@dataclasses.dataclass(frozen=True)
class Telling:
    sent: object  # the Throughput of the alerts
    fan_out: float  # notifications an alert
    delivered_meanwhile: float  # a second
    delivered_afterwards: float  # a second, while no alerts come

    @property
    def notifications_per_second(self):
        return self.sent.events_per_second * self.fan_out


def measure(program, load, seconds, seed):
    """A notification is durable when its alert is answered: both are one transaction."""
    before = counted(program)
    sent = announce(program, load, seconds, seed)
    between = counted(program)
    after = wait_for_deliveries(program, between, seconds)
    fan_out = (between.made - before.made) / (between.announced - before.announced)
    return Telling(sent, fan_out, rate(before, between), rate(between, after))


@dataclasses.dataclass(frozen=True)
class Counted:
    at: float
    announced: int
    made: int
    delivered: int


def counted(program):
    metrics = program.metrics()
    return Counted(time.monotonic(), metrics["tocsin_alerts_announced_total"],
                   metrics["tocsin_clients_told_total"], metrics["tocsin_notifications_sent_total"])


def wait_for_deliveries(program, since, seconds):
    """Until all are delivered, or so many seconds have gone."""
    found = since
    while found.delivered < found.made and found.at < since.at + seconds:
        time.sleep(0.1)
        found = counted(program)
    return found


def rate(first, last):
    return (last.delivered - first.delivered) / max(last.at - first.at, 1e-3)
