"""SIGKILL at random moments while announcements are posted, matched, kept, attempted and recorded:
whoever subscribed hears of everything that was answered, by one key, and of nothing under a second."""

import asyncio
import collections
import itertools
import random
import re
import threading

from support.faults import FaultySink, Ward, answer
from support.load import Journal, Persistent
from support.scenario import Scenario
from support.sinks import SmtpSink
from support.waiting import eventually

from killing import Killing, rounds
from proofs import at_least, prove

ROUNDS = rounds(60, 20)
CONFIGURATION = """
notifiers:
  email: {{host: 127.0.0.1, port: {port}, tls: none, from: "Tocsin <tocsin@example.org>"}}
"""
ALERT = re.compile(r"announced-\d+")

taken = answer(200)
refused_for_now = answer(503)


async def at_leisure(sink, writer):
    """Slow enough that kills come between a message's arrival and its answer."""
    await asyncio.sleep(random.choice((0, 0.03, 0.3)))
    return await taken(sink, writer)


async def moody(sink, writer):
    return await random.choice((at_leisure, refused_for_now))(sink, writer)


class SubscriptionCrashes(Killing, Scenario):
    @classmethod
    def setUpClass(cls):
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
        self.steady = FaultySink(self.ward, at_leisure)
        self.failing = FaultySink(self.ward, at_leisure)
        self.clients = []
        for name in ("steady-0", "steady-1"):
            self.subscribe(name, "webhook", self.steady.url(f"/{name}"))
        for name in ("failing-0", "failing-1", "failing-2"):
            self.subscribe(name, "webhook", self.failing.url(f"/{name}"))
        self.subscribe("mail", "email", "mail@example.org")

    def subscribe(self, name, channel, address):
        """By two rules that match the same announcements: it is to hear of them once."""
        self.client.post("/v1/clients", {"client_id": name, "name": name}).expect(201)
        endpoints = [{"type": channel, "value": address}]
        for severity, source in (("*", "everybody"), ("HIGH", "*")):
            rule = {"client_id": name, "severity": severity, "source": source, "name": "all",
                    "endpoints": endpoints}
            self.client.post("/v1/rules", rule).expect(201)
        self.clients.append(name)

    def test_everything_that_was_answered_is_told_to_everybody_by_one_key(self):
        posters = Posters(self.tocsin, self.seed)
        posters.start()
        try:
            for number in range(ROUNDS):
                is_ill = ROUNDS // 4 <= number < ROUNDS // 2
                self.failing.behaviour = moody if is_ill else at_leisure
                self.live(0, 0.8)
                self.kill()
                self.come_back()
        finally:
            posters.stop()
        self.failing.behaviour = self.steady.behaviour = taken

        self.assertEqual(posters.journal.surprises, [])
        self.wait_until_all_is_told()
        wanted = set(itertools.product(self.clients, posters.answered))
        tries = self.check_arrivals(wanted)
        self.check_notifications(wanted)
        self.check_that_nobody_hears_it_twice(posters.answered, wanted, tries)
        prove(at_least("SIGKILLs among announcements", self.kills, ROUNDS),
              at_least("messages of them that had to arrive by one key", len(wanted), 10 * ROUNDS),
              at_least("of these killed on their way and sent again", tries - len(wanted),
                       ROUNDS // 10))

    def wait_until_all_is_told(self):
        """A breaker may have opened, which delays by twice its half minute."""
        eventually("all is delivered", lambda: not self.client.all("/v1/notifications", status="pending"), 90)

    def arrivals(self):
        """(client, announcement) → the key of each try."""
        keys = collections.defaultdict(list)
        for request in [*self.steady.records(), *self.failing.records()]:
            alert = ALERT.search(request.body.decode())[0]
            keys[request.path[1:], alert].append(request.headers["webhook-id"])
        for mail in self.mails.records():
            keys["mail", ALERT.search(mail.text())[0]].append(mail.message["Message-ID"])
        return keys

    def check_arrivals(self, wanted):
        """Each at least once, a repeated one by the same key. Returns the number of tries."""
        keys = self.arrivals()
        self.assertEqual(set(keys), wanted)
        self.assertEqual([found for found in keys.items() if len(set(found[1])) > 1], [])
        self.assertEqual(len({key for found in keys.values() for key in found}), len(wanted))
        accepted = {(request.path[1:], ALERT.search(request.body.decode())[0])
                    for request in [*self.steady.records(), *self.failing.records()] if request.taken}
        self.assertEqual({message for message in wanted if message[0] != "mail"} - accepted, set())
        return sum(len(found) for found in keys.values())

    def check_notifications(self, wanted):
        notifications = self.client.all("/v1/notifications")
        kept = collections.Counter((n["client_id"], n["alert_id"]) for n in notifications)
        self.assertEqual(kept, collections.Counter(wanted))
        self.assertEqual({n["status"] for n in notifications}, {"sent"})

    def check_that_nobody_hears_it_twice(self, answered, wanted, tries):
        """What a sender repeats is over before a new announcement that came after it."""
        known = sorted(answered)
        for start in range(0, len(known), 500):
            batch = [announcement(alert_id) for alert_id in known[start:start + 500]]
            report = self.client.post("/v1/events/batch", batch).expect(202).json
            self.assertEqual(report, {"accepted": len(batch), "rejected": []})
        self.client.post("/v1/events", announcement("announced-0")).expect(202)
        news = {(client, "announced-0") for client in self.clients}
        eventually("news", lambda: news <= set(self.arrivals()))
        self.wait_until_all_is_told()
        self.assertEqual(self.check_arrivals(wanted | news), tries + len(news))
        self.check_notifications(wanted | news)


def announcement(alert_id):
    return {"alert_id": alert_id, "severity": "HIGH", "source": "everybody", "name": "all"}


class Posters:
    """Threads that announce, alone and in batches, and what was answered with 202. What was not
    answered is sent again."""

    def __init__(self, tocsin, seed):
        self.tocsin = tocsin
        self.journal = Journal()
        self.answered = set()
        self.numbers = itertools.count(1)
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self._post, args=(random.Random(seed + number),))
                        for number in range(4)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def _post(self, chance):
        client = Persistent(self.tocsin, self.journal)
        try:
            while not self.stopping.is_set():
                self._post_some(client, chance.choice((1, 1, 5, 20)))
                self.stopping.wait(chance.uniform(0, 0.15))
        except Exception as error:  # a thread must not end unseen
            self.journal.surprises.append(repr(error))
        finally:
            client.close()

    def _post_some(self, client, count):
        batch = [announcement(f"announced-{next(self.numbers)}") for _ in range(count)]
        if count == 1:
            client.post("/v1/events", batch[0], 202)
        else:
            report = client.post("/v1/events/batch", batch, 202).json
            if report != {"accepted": count, "rejected": []}:
                self.journal.surprises.append(report)
        self.answered.update(one["alert_id"] for one in batch)
