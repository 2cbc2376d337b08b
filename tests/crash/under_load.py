"""A program under a load of events and outages, and the account of what must have come of it: the
journal of what was answered and the sink of what arrived are held against what the program says."""

import collections
import random

from support.client import moment
from support.load import Journal, Load
from support.scenario import Scenario
from support.waiting import eventually

from killing import Killing
from proofs import at_most

POLICIES = {"two-levels": (2, 0.3), "three-levels": (3, 0.5), "four-levels": (4, 0.4)}
NO_ANSWER = ("unknown", "try_again")  # of an attempt that may have arrived all the same
DEADLINE = 10.0  # of an attempt: a page that was under way at the answer arrives within it, or never


class UnderLoad(Killing, Scenario):
    """Each test has a program of its own."""

    def setUp(self):
        super().setUp()
        self.journal = Journal()
        # Slow enough that crashes come between a page's arrival and its answer.
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

    def load(self, name="load", senders=8, pause=0.05):
        delays = {name: delay for name, (_, delay) in POLICIES.items()}
        return Load(self.tocsin, "team", delays, self.journal, self.seed, name, senders, pause)

    def check_newest(self, answered, count=20):
        """What was answered before a crash is there after it."""
        for key in list(answered)[-count:]:
            alert = self.alert(key, event_manager_id="team")
            self.assertGreaterEqual(alert["event_count"], answered[key], key)

    def account(self, outages=None):
        """Of all events, and of these outages; when nobody sends anything and nothing crashes."""
        self.assertEqual(self.journal.surprises, [])
        outages = self.journal.outages if outages is None else outages
        self.settle(outages)
        account = Account()
        self.count_events(account)
        self.count_pages(account, outages)
        for wrong in account.wrong[:5]:
            print(wrong, flush=True)
        return account

    def settle(self, outages):
        """Until nobody is waited for and nothing is on its way."""
        for outage in outages:
            eventually(f"the end of {outage.alert_id}",
                       lambda: self.alert(outage.alert_id)["escalation"] != "escalating", 30)
        eventually("all is delivered", lambda: not self.client.all("/v1/notifications", status="pending"), 90)

    def count_events(self, account):
        """Each event that was answered with 202 is counted, once, in one alert of its key."""
        alerts = self.client.all("/v1/alerts", event_manager_id="team")
        counted = collections.Counter()
        for alert in alerts:
            counted[alert["dedupKey"]] += alert["event_count"]
        answered = collections.Counter(self.journal.accepted_events())
        account.events = answered.total()
        account.lost_events = self.told_of(account, "lost", answered - counted)
        account.doubled_events = self.told_of(account, "counted twice", counted - answered)
        self.assertEqual(len(alerts), len(counted), "an alert is there twice")
        resolved = {alert["dedupKey"] for alert in alerts if alert["status"] == "resolved"}
        self.assertEqual(resolved, self.journal.resolved_keys)

    def told_of(self, account, what, events):
        account.wrong += [f"{count} events of {key} are {what}" for key, count in events.items()]
        return events.total()

    def count_pages(self, account, outages):
        notifications = collections.defaultdict(list)
        for notification in self.client.all("/v1/notifications"):
            notifications[notification["alert_id"]].append(notification)
        arrivals = collections.defaultdict(list)
        for request in self.sink.records():
            arrivals[request.headers["idempotency-key"]].append(request)
        keys = [n["notification_id"] for of_alert in notifications.values() for n in of_alert]
        self.assertEqual(len(keys), len(set(keys)))
        self.assertEqual(set(arrivals) - set(keys), set(), "a page that nobody knows of")

        account.outages = len(outages)
        for outage in outages:
            mine = notifications[outage.alert_id]
            alert = self.alert(outage.alert_id)
            account.pages += len(mine)
            account.pages_again += sum(len(arrivals[n["notification_id"]]) > 1 for n in mine)
            account.wrong_levels += account.holds(self.check_levels, outage, alert, mine)
            account.wrong_pages += account.holds(self.check_arrivals, outage, alert, mine, arrivals)
            account.wrong_levels += account.holds(self.check_timeline, outage, alert)

    def check_levels(self, outage, alert, notifications):
        """0, 1, 2 … without a gap, each target once a level, each level one delay after the last."""
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

    def check_arrivals(self, outage, alert, notifications, arrivals):
        """Each page at least once, again only when its answer was lost and then by the same key, and
        none after somebody has taken or ended the alert."""
        ended_at = alert.get("acknowledged_at") or alert.get("resolved_at")
        for notification in notifications:
            pages = arrivals[notification["notification_id"]]
            attempts = notification["attempts"]
            unknown = [attempt for attempt in attempts if attempt["outcome"] in NO_ANSWER]
            self.assertLessEqual(len(pages), min(len(attempts), 1 + len(unknown)),
                                 f"{[page.at for page in pages]}, {attempts}")
            allowed = ("sent",) if outage.deed == "ignore" else ("sent", "cancelled")
            self.assertIn(notification["status"], allowed)
            if notification["status"] == "sent":
                self.assertGreaterEqual(len(pages), 1, "lost")
            for page in pages:
                self.assertEqual((page.json["alert_id"], page.json["level"]),
                                 (outage.alert_id, notification["level"]))
            if outage.answered_at:
                for at in [notification["created_at"], *(attempt["at"] for attempt in attempts)]:
                    self.assertLessEqual(at, ended_at)
                for page in pages:
                    self.assertLessEqual(page.at, outage.answered_at + DEADLINE)

    def check_timeline(self, outage, alert):
        """It tells of each step once."""
        told = collections.Counter(self.timeline(outage.alert_id))
        end = {"acknowledge": "acknowledged", "resolve": "resolved", "healthy": "resolved",
               "ignore": "exhausted"}[outage.deed]
        self.assertEqual((told["opened"], told["paged"], told[end]), (1, 1, 1), told)
        self.assertEqual(told["escalated"], alert["notified_level"], told)


class Account:
    """What there was, and what of it was wrong."""

    def __init__(self):
        self.events = self.lost_events = self.doubled_events = 0
        self.outages = self.pages = self.pages_again = 0
        self.wrong_levels = self.wrong_pages = 0
        self.wrong = []

    def holds(self, check, outage, *details):
        """1 when it does not."""
        try:
            check(outage, *details)
        except AssertionError as error:
            self.wrong.append(f"{outage.alert_id} ({outage.deed}): {error}")
            return 1
        return 0

    def figures(self, through):
        """For a proof: what was wrong, of how much, through so many crashes."""
        return (at_most(f"of {self.events:,} events answered {through}, lost", self.lost_events, 0),
                at_most("of these counted twice", self.doubled_events, 0),
                at_most(f"of {self.outages:,} outages {through}, with a level skipped, doubled or early",
                        self.wrong_levels, 0),
                at_most(f"of their {self.pages:,} pages, {self.pages_again:,} of which had to be sent "
                        "again, lost or sent again without need", self.wrong_pages, 0))
