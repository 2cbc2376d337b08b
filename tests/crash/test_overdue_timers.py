"""A restart that finds every acknowledgement delay overdue: the gravest alert is paged at once, all
others at a pace that receivers can stand, each by one level."""

import collections
import time

from support.client import moment
from support.scenario import Scenario
from support.waiting import eventually
from support.wall_clock import ahead

from crowd import CrowdSink, send_all
from proofs import at_least, at_most, long_or_short, measured, prove

TIMERS = long_or_short(100_000, 3_000)
GRAVEST = TIMERS // 100
PACE = 2_000  # timeouts a second
HOUR = 3600


class OverdueTimers(Scenario):
    @classmethod
    def setUpClass(cls):
        cls.crowd = CrowdSink()
        cls.addClassCleanup(cls.crowd.close)
        super().setUpClass()

    def test_the_gravest_come_first_and_none_comes_twice(self):
        self.open_outages()
        self.tocsin.kill()
        self.tocsin.environment.update(ahead(2 * HOUR))
        started_at = time.time()
        self.tocsin.spawn()
        pages = self.wait_for_pages(TIMERS, 30 + 10 * TIMERS / PACE)
        self.client.close()
        self.client = self.tocsin.client()
        self.wait_until_all_is_recorded()

        seconds = sorted(page.at - started_at for page in pages)
        gravest = [page.at - started_at for page in pages if page.severity == "critical"]
        told = collections.Counter(page.service for page in self.crowd.arrived() if page.level == 1)
        beyond = [page for page in self.crowd.arrived() if page.level > 1]
        prove(at_least("timers overdue at a restart", TIMERS, TIMERS),
              measured(at_most("milliseconds from exec to the first page", ms(seconds[0]), 2_000)),
              measured(at_most(f"milliseconds until the {GRAVEST:,} gravest were paged",
                               ms(max(gravest)), 2_000 + ms(2 * GRAVEST / PACE))),
              at_most("timeouts in the busiest second", busiest(self.timeouts()), PACE * 11 // 10),
              measured(at_most("milliseconds until all were paged", ms(seconds[-1]),
                               30_000 + ms(TIMERS / PACE))),
              at_most("of them paged twice", told.total() - TIMERS, 0),
              at_most("of them paged on by more than one level", len(beyond), 0),
              at_most("of them elsewhere than on that level", self.elsewhere(), 0))

    def open_outages(self):
        """One of each service; some are graver, and the last to come."""
        target = {"type": "webhook", "url": self.crowd.url}
        self.client.put("/v1/escalation-policies/slow", {
            "acknowledgement_delay": "1h", "levels": [{"targets": [target]}] * 3}).expect(201)
        services = range(TIMERS)
        send_all(self.tocsin.address, (
            ("PUT", f"/v1/services/s{n}", {"name": f"s{n}", "escalation_policy_id": "slow"})
            for n in services))
        send_all(self.tocsin.address, (
            ("POST", f"/v1/services/s{n}/alerts",
             {"message": "down", "severity": "critical" if n >= TIMERS - GRAVEST else "medium"})
            for n in services))
        self.wait_for_pages(0, 60 + TIMERS / 1_000)
        self.wait_until_all_is_recorded()

    def wait_until_all_is_recorded(self):
        eventually("all is recorded", lambda: not self.client.all("/v1/notifications", status="pending"), 60)

    def wait_for_pages(self, before, deadline):
        """What arrived after so many, as soon as each service has been paged once more."""
        eventually("all are paged", lambda: self.crowd.count >= before + TIMERS, deadline)
        return self.crowd.arrived()[before:before + TIMERS]

    def timeouts(self):
        """When each was decided. The pages themselves can be held up, and then catch up."""
        return sorted(moment(notification["created_at"])
                      for notification in self.client.all("/v1/notifications")
                      if notification["level"] == 1)

    def elsewhere(self):
        levels = collections.Counter(
            alert["notified_level"] for alert in self.client.all("/v1/alerts", status="active"))
        return levels.total() - levels[1] + abs(levels.total() - TIMERS)


def ms(seconds):
    return round(seconds * 1000)


def busiest(moments):
    """The most of these moments that are within one second."""
    first, most = 0, 0
    for last, moment in enumerate(moments):
        while moment - moments[first] > 1:
            first += 1
        most = max(most, last - first + 1)
    return most
