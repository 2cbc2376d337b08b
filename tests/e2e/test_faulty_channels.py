"""Receivers that are ill in every way: what was accepted arrives or is listed as failed, and who is
well hears as soon as ever, also over the channel that the ill ones are on."""

import collections
import itertools
import re
import sys
import time

from support.faults import FaultySink, Ward, answer, drip, hang, healthy, reset
from support.scenario import Scenario
from support.sinks import SmtpSink
from support.waiting import eventually, pause_until

CONFIGURATION = """
notifiers:
  email: {{host: 127.0.0.1, port: {port}, tls: none, from: "Tocsin <tocsin@example.org>"}}
"""
TICK = 0.05  # seconds between two batches of announcements
BASELINE_TICKS = 120
SICK_TICKS = 300
EACH_TICK = 3  # announcements to each healthy receiver
# What a few slow fsyncs, or being put off the processor by neighbours, cost now and then on a machine
# of two shared cores; the sinks' own share is in it. Who waits for an ill receiver waits for seconds.
FLOOR = 0.05
UNDER_WAY = 0.5  # seconds in which every attempt that had started has arrived
ALERT = re.compile(r"announced-\d+")

_numbers = itertools.count(1)


def p99(samples):
    return sorted(samples)[int(len(samples) * 0.99)]


class Receiver:
    """A client with one rule: it wants what has its name for a source."""

    def __init__(self, name, channel, address):
        self.name = name
        self.channel = channel
        self.address = address
        self.told = []  # ids of the announcements that were accepted for it

    def rule(self):
        return {"client_id": self.name, "severity": "*", "source": self.name, "name": "*",
                "endpoints": [{"type": self.channel, "value": self.address}]}

    def announcement(self):
        alert_id = f"announced-{next(_numbers)}"
        self.told.append(alert_id)
        return {"alert_id": alert_id, "severity": "HIGH", "source": self.name, "name": alert_id}


class FaultyScenario(Scenario):
    @classmethod
    def setUpClass(cls):
        before = sys.getswitchinterval()
        sys.setswitchinterval(0.0005)  # the sinks note the time of an arrival beside other threads
        cls.addClassCleanup(sys.setswitchinterval, before)
        cls.mails = SmtpSink()
        cls.addClassCleanup(cls.mails.close)
        cls.ward = Ward()
        cls.addClassCleanup(cls.ward.close)
        super().setUpClass()

    @classmethod
    def configuration(cls):
        return CONFIGURATION.format(port=cls.mails.port)

    def setUp(self):
        super().setUp()
        self.answered_at = {}
        self.receivers = []
        self.sinks = []
        self.wells = FaultySink(self.ward)
        self.slack = FaultySink(self.ward)
        self.sinks += [self.wells, self.slack]

    def receive(self, kind, channel, address, count=1):
        """Clients of that kind; {} in the address becomes the client's name."""
        made = []
        for number in range(count):
            name = f"{kind}-{number}"
            made.append(Receiver(name, channel, address.format(name)))
            self.client.post("/v1/clients", {"client_id": name, "name": name}).expect(201)
        imported = self.client.post("/v1/rules/import", [one.rule() for one in made]).expect(202)
        self.assertEqual(imported.json, {"accepted": count, "rejected": []})
        self.receivers += made
        return made

    def ill(self, behaviour):
        sink = FaultySink(self.ward, behaviour)
        self.sinks.append(sink)
        return sink

    def announce(self, receivers):
        batch = [one.announcement() for one in receivers]
        answer_ = self.client.post("/v1/events/batch", batch).expect(202).json
        now = time.time()
        self.assertEqual(answer_, {"accepted": len(batch), "rejected": []})
        self.answered_at.update((item["alert_id"], now) for item in batch)

    def announce_for_a_while(self, receivers, ticks, others=lambda tick: []):
        """Steadily; what is late is not sent faster. Returns when it began, and the announcements."""
        before = {one.name: len(one.told) for one in receivers}
        starts_at = time.time()
        for tick in range(ticks):
            pause_until(starts_at + tick * TICK)
            self.announce(receivers * EACH_TICK + others(tick))
        return {one.name: one.told[before[one.name]:] for one in receivers}

    def arrivals(self):
        """(client, announcement) → what has been taken for them."""
        arrived = collections.defaultdict(list)
        for sink in self.sinks:
            for request in sink.records():
                if request.taken:
                    alert = ALERT.search(request.body.decode())[0]
                    arrived[request.path.rpartition("/")[2], alert].append(request)
        for mail in self.mails.records():
            alert = ALERT.search(mail.text())[0]
            arrived[mail.recipients[0].partition("@")[0], alert].append(mail)
        return arrived

    def arrivals_of(self, told):
        """As soon as all of it has arrived."""
        arrived = self.arrivals()
        return all((name, alert) in arrived for name in told for alert in told[name]) and arrived

    def wait_until_all_is_over(self, deadline):
        try:
            eventually("all is delivered or given up", lambda: not self.under_way(), deadline)
        except AssertionError as error:
            channels = self.client.get("/v1/channels").json["channels"]
            raise AssertionError(f"{error}: {self.under_way()}; {channels}") from None

    def under_way(self):
        """Some of what is neither delivered nor given up."""
        answer_ = self.client.get("/v1/notifications", status="pending", limit=3)
        return answer_.expect(200).json["notifications"]

    def latencies(self, told):
        """Of each receiver: seconds from an announcement's answer to its arrival, sorted. It may
        arrive before we have read the answer."""
        arrived = eventually("all who are well have heard", lambda: self.arrivals_of(told), 30)
        return {name: [max(0, arrived[name, alert][0].at - self.answered_at[alert]) for alert in alerts]
                for name, alerts in told.items()}

    def check_latencies(self, before, during):
        calm, ill = self.latencies(before), self.latencies(during)
        for name in calm:
            print(f"{name}: p99 {p99(calm[name]) * 1e3:.1f} ms of {len(calm[name])}, "
                  f"beside the ill {p99(ill[name]) * 1e3:.1f} ms of {len(ill[name])}, "
                  f"at most {max(ill[name]) * 1e3:.1f} ms", flush=True)
        for name in calm:
            with self.subTest(receiver=name):
                self.assertLessEqual(p99(ill[name]), max(2 * p99(calm[name]), FLOOR))

    def failed(self):
        """(client, announcement) → why it was given up."""
        return {(n["client_id"], n["alert_id"]): n["deliveries"][0]["attempts"][-1]["detail"]
                for n in self.client.all("/v1/failed-notifications", "notifications")}

    def check_that_nothing_is_lost(self, refused=()):
        arrived, failed = self.arrivals(), self.failed()
        wanted = {(one.name, alert) for one in self.receivers for alert in one.told}
        self.assertEqual(set(arrived) & set(failed), set())
        self.assertEqual(set(arrived) | set(failed), wanted)
        self.assertEqual(set(failed), {(one.name, alert) for one in refused for alert in one.told})
        for reason in failed.values():
            self.assertIn("400", reason)

    def check_keys(self):
        """Every try of a message, taken or not, bears the same key, and no two messages share one."""
        keys = collections.defaultdict(set)
        tries = 0
        for sink in self.sinks:
            for request in sink.records():
                if "webhook-id" in request.headers:  # Slack knows of none
                    alert = ALERT.search(request.body.decode())[0]
                    keys[request.path, alert].add(request.headers["webhook-id"])
                    tries += 1
        for mail in self.mails.records():
            alert = ALERT.search(mail.text())[0]
            keys[mail.recipients[0], alert].add(mail.message["Message-ID"])
            tries += 1
        self.assertEqual({len(of_one) for of_one in keys.values()}, {1})
        self.assertEqual(len(set.union(*keys.values())), len(keys))
        return tries - len(keys)


class FaultyReceivers(FaultyScenario):
    def test_what_was_accepted_arrives_or_is_listed_and_who_is_well_hears_as_soon_as_ever(self):
        well = [*self.receive("well", "webhook", self.wells.url("/{}"), 2),
                *self.receive("chat", "slack", self.slack.url("/{}")),
                *self.receive("mail", "email", "{}@example.org")]
        before = self.announce_for_a_while(well, BASELINE_TICKS)

        # Few enough for each address that its breaker stays closed: only their number is in the way.
        hanging, dripping, busy = self.ill(hang), self.ill(drip), self.ill(answer(429, Retry_After="3"))
        slow = [*self.receive("hanging", "webhook", hanging.url("/{}"), 100),
                *self.receive("dripping", "webhook", dripping.url("/{}"), 20)]
        throttled = self.receive("throttled", "webhook", busy.url("/{}"), 10)
        refused = self.receive("refusing", "webhook", self.ill(answer(400)).url("/{}"), 5)
        # So many that its breaker opens.
        resetting, failing, dying = self.ill(reset), self.ill(answer(500)), self.ill(healthy)
        broken = [*self.receive("resetting", "webhook", resetting.url("/{}")),
                  *self.receive("failing", "webhook", failing.url("/{}")),
                  *self.receive("dying", "webhook", dying.url("/{}"))]
        dying.die()

        def ill_ones(tick):
            if tick == 0:
                return slow * 4 + (throttled + refused) * 4 + broken * 30
            return broken if tick % 20 == 0 else []

        during = self.announce_for_a_while(well, SICK_TICKS, ill_ones)
        for sink in (hanging, dripping, busy, resetting, failing):
            sink.behaviour = healthy
        dying.come_back()
        self.check_latencies(before, during)

        self.wait_until_all_is_over(deadline=75)
        self.check_that_nothing_is_lost(refused)
        repeats = self.check_keys()
        print(f"{sum(len(one.told) for one in self.receivers)} messages, {repeats} tries again")
        self.assertGreater(repeats, 256, "nobody was ill")
        self.check_that_the_throttled_were_left_alone(busy)

    def check_that_the_throttled_were_left_alone(self, busy):
        """Whoever said 429 is not asked again before its time, by this message or by another. What was
        under way when it said so may still arrive."""
        to = collections.defaultdict(list)
        for request in busy.records():
            to[request.path].append(request)
        for requests in to.values():
            for refused in (one for one in requests if not one.taken):
                too_early = [one for one in requests if UNDER_WAY < one.at - refused.at < 3]
                self.assertEqual(too_early, [])


class FaultyChannels(FaultyScenario):
    def test_channels_that_are_ill_as_a_whole_hold_up_no_other(self):
        well = self.receive("well", "webhook", self.wells.url("/{}"), 2)
        before = self.announce_for_a_while(well, BASELINE_TICKS)
        chats = self.receive("chat", "slack", self.slack.url("/{}"), 10)
        mails = self.receive("mail", "email", "{}@example.org", 2)
        self.slack.behaviour = hang
        self.mails.die()

        during = self.announce_for_a_while(
            well, 160, lambda tick: chats * 40 + mails if tick == 0 else [])
        self.slack.behaviour = healthy
        self.mails.come_back()
        self.check_latencies(before, during)

        self.wait_until_all_is_over(deadline=30)
        self.check_that_nothing_is_lost()
        self.check_keys()
