"""SIGKILL at random moments, under load and timers: nothing that was answered is lost, no level is
skipped or doubled, and every page arrives.

TOCSIN_CRASH_ROUNDS says how often (50), TOCSIN_SEED repeats a run's moments.
"""

import collections
import os
import random
import time

from support.client import moment
from support.load import Load
from support.scenario import Scenario
from support.waiting import eventually, pause_until

ROUNDS = int(os.environ.get("TOCSIN_CRASH_ROUNDS", 50))
POLICIES = {"two-levels": (2, 0.3), "three-levels": (3, 0.5), "four-levels": (4, 0.4)}
MARGIN = 1.0  # how long a page that was under way may take to reach the sink


class Crashes(Scenario):
    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("TOCSIN_SEED", time.time_ns() % 10**9))
        print(f"TOCSIN_SEED={self.seed}", flush=True)
        self.chance = random.Random(self.seed)
        # Slow enough that kills come between a page's arrival and its answer.
        self.sink.seconds_to_answer = lambda: random.choice((0, 0.03, 0.3))
        rule = {"name": "alone", "grouping_key": "not.there", "time_window": "1m"}
        self.client.put("/v1/grouping-rules/alone", rule).expect(201)
        team = {"name": "team", "grouping_rule_id": "alone"}
        self.client.put("/v1/event-managers/team", team).expect(201)
        for name, (levels, delay) in POLICIES.items():
            self.client.put(f"/v1/escalation-policies/{name}", {
                "acknowledgement_delay": f"{int(delay * 1000)}ms",
                "levels": [{"targets": self.targets(level)} for level in range(levels)],
            }).expect(201)

    def targets(self, level):
        """The last target is the same on every level."""
        names = [f"/{level}/a", "/everywhere"]
        return [{"type": "webhook", "url": self.sink.url(name)} for name in names]

    def test_nothing_that_was_answered_is_lost_and_no_level_is_skipped_or_doubled(self):
        delays = {name: delay for name, (_, delay) in POLICIES.items()}
        self.load = Load(self.tocsin, "team", delays, self.seed)
        self.load.start()
        try:
            for _ in range(ROUNDS):
                self.live_a_while()
                self.tocsin.kill()
                self.come_back()
        finally:
            self.load.stop()

        self.assertEqual(self.load.journal.surprises, [])
        self.settle()
        self.check_all_events()
        self.check_pages()

        keys = [request.headers["idempotency-key"] for request in self.sink.records()]
        print(f"{ROUNDS} kills, {len(self.load.journal.events)} alerts of events, "
              f"{len(self.load.journal.outages)} outages, {len(set(keys))} pages, "
              f"{len(keys) - len(set(keys))} of them again")
        self.assertTrue(len(keys) > len(set(keys)) or ROUNDS < 10, "no page was killed on its way")

    def live_a_while(self):
        pause_until(time.time() + self.chance.uniform(0, 1.2))

    def come_back(self):
        """Sometimes late, with several timers overdue; sometimes killed again before it is up."""
        answered = self.load.journal.accepted_events()
        if self.chance.random() < 0.15:
            pause_until(time.time() + 1.1)
        while self.chance.random() < 0.2:
            self.tocsin.spawn()
            pause_until(time.time() + self.chance.uniform(0, 0.1))
            self.tocsin.kill()
        self.start_again()
        for key in list(answered)[-20:]:
            alert = self.alert(key, event_manager_id="team")
            self.assertGreaterEqual(alert["event_count"], answered[key], key)

    def check_all_events(self):
        """Each event that was answered with 202 is counted, once, in one alert of its key."""
        answered = self.load.journal.accepted_events()
        alerts = self.client.all("/v1/alerts", event_manager_id="team")
        counted = {alert["dedupKey"]: alert["event_count"] for alert in alerts}
        self.assertEqual(len(alerts), len(counted), "an alert is there twice")
        self.assertEqual(counted, answered)
        resolved = {alert["dedupKey"] for alert in alerts if alert["status"] == "resolved"}
        self.assertEqual(resolved, self.load.journal.resolved_keys)

    def settle(self):
        """Until nobody is waited for and nothing is on its way."""
        for outage in self.load.journal.outages:
            eventually(f"the end of {outage.alert_id}",
                       lambda: self.alert(outage.alert_id)["escalation"] != "escalating", 30)
        eventually("all is delivered", lambda: not self.client.get(
            "/v1/notifications", status="pending").json["notifications"], 30)

    def check_pages(self):
        notifications = collections.defaultdict(list)
        for notification in self.client.all("/v1/notifications"):
            notifications[notification["alert_id"]].append(notification)
        arrivals = collections.defaultdict(list)
        for request in self.sink.records():
            arrivals[request.headers["idempotency-key"]].append(request)
        keys = [n["notification_id"] for of_alert in notifications.values() for n in of_alert]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertEqual(set(arrivals) - set(keys), set(), "a page that nobody knows of")

        self.assertGreater(len(self.load.journal.outages), ROUNDS / 2)
        for outage in self.load.journal.outages:
            mine = notifications[outage.alert_id]
            with self.subTest(alert=outage.alert_id, deed=outage.deed, notifications=mine):
                self.check_levels(outage, mine)
                self.check_arrivals(outage, mine, arrivals)

    def check_levels(self, outage, notifications):
        """0, 1, 2 … without a gap, each target once a level, each level one delay after the last."""
        alert = self.alert(outage.alert_id)
        service = self.client.get(f"/v1/services/{alert['service_id']}").expect(200).json
        levels, delay = POLICIES[service["escalation_policy_id"]]
        told = collections.Counter((n["level"], n["target"]) for n in notifications)
        paged = [level for level in range(levels) if any(n["level"] == level for n in notifications)]
        expected = {(level, target["url"]) for level in paged for target in self.targets(level)}
        self.assertEqual(told, collections.Counter(expected))
        self.assertEqual(paged, list(range(alert["notified_level"] + 1)))
        if outage.deed == "ignore":
            self.assertEqual((alert["escalation"], len(paged)), ("exhausted", levels))

        created = [{n["created_at"] for n in notifications if n["level"] == level} for level in paged]
        for times in created:
            self.assertEqual(len(times), 1, "a level is paged in one commit")
        starts = [moment(next(iter(times))) for times in created]
        for earlier, later in zip(starts, starts[1:]):
            self.assertGreaterEqual(later - earlier, delay - 0.002)  # both are rounded

    def check_arrivals(self, outage, notifications, arrivals):
        """Each page at least once, a repeated one by the same key, and none after the answer."""
        alert = self.alert(outage.alert_id)
        ended_at = alert.get("acknowledged_at") or alert.get("resolved_at")
        for notification in notifications:
            pages = arrivals[notification["notification_id"]]
            attempts = notification["attempts"]
            unknown = [attempt for attempt in attempts if attempt["outcome"] == "unknown"]
            self.assertLessEqual(len(pages), len(attempts))
            self.assertLessEqual(len(pages), 1 + len(unknown))
            self.assertIn(notification["status"], ("sent", "cancelled"))
            if notification["status"] == "sent":
                self.assertGreaterEqual(len(pages), 1)
            for page in pages:
                self.assertEqual((page.json["alert_id"], page.json["level"]),
                                 (outage.alert_id, notification["level"]))
            if outage.answered_at:
                for at in [notification["created_at"], *(attempt["at"] for attempt in attempts)]:
                    self.assertLessEqual(at, ended_at)
                for page in pages:
                    self.assertLessEqual(page.at, outage.answered_at + MARGIN)
