"""SIGKILL at random moments while mails, webhooks and SMS go out to peers as the world has them: a mail
server that defers, rejects and replies late, webhooks that fail, are slow or limit the rate, and an SMS
provider with a limit of length. Everything accepted arrives, in order, and nothing twice without need."""

import asyncio
import bisect
import collections
import itertools
import json
import random
import re
import threading
import time
from urllib.parse import parse_qs

from support.faults import FaultySink, Ward
from support.load import Journal, Persistent
from support.scenario import Scenario
from support.sinks import Mail, SmtpSink
from support.waiting import eventually

from killing import Killing, rounds
from proofs import at_least, at_most, prove

ROUNDS = rounds(200, 20)
LAST_LISTS, LAST_FLOOD, LAST_ALERTS = 12, 25, 5  # sent after the last kill
LISTS = 3 * ROUNDS + LAST_LISTS
SETTLES_WITHIN = 180  # a delivery that failed seven times waits 72 s, an open breaker 30 s

DEADLINE = 10.0        # of an attempt
LATE_REPLY = (12, 14)  # of a mail server, to the whole mail
IN_FLIGHT = 0.3        # from a 429 until the notifier has heard of it
REST = 2               # what the 429 asks for
RATE = 10              # requests per second that the limiter takes
LONGEST_SMS = 1600     # in UTF-16 units

ANNOUNCED = re.compile(r"announced-\d+")
TEXTED = re.compile(r"(?:paged|flapping)-\d+")
PAGED_PHONE, TEXTED_PHONE = "+15550101", "+15550102"
CROWD = ("ann@example.org", "bob@example.org", "cem@example.org")

CONFIGURATION = """
notifiers:
  email: {{host: 127.0.0.1, port: {smtp}, tls: none, from: "Tocsin <tocsin@example.org>"}}
  sms: {{account_sid: AC123, auth_token: secret, from: "+15550100", base_url: "{twilio}"}}
"""


async def read_all():
    """Lets a loop accept and read what has reached its sockets."""
    for _ in range(50):
        await asyncio.sleep(0)


class MailServer(SmtpSink):
    """Accepts most, defers each address grey… once, rejects gone@… for good, and replies late to one
    mail in five."""

    def __init__(self, chance):
        self.chance = chance
        self.deferred = set()
        super().__init__()

    @property
    def loop(self):
        return self._loop

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("gone"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("grey") and address not in self.deferred:
            self.deferred.add(address)
            return "451 4.7.1 greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = Mail(envelope)
        mail.announced = ANNOUNCED.search(mail.text())[0]
        mail.ended_at = None
        self.add(mail)
        if self.chance.random() < 0.2:
            await asyncio.sleep(self.chance.uniform(*LATE_REPLY))
        mail.ended_at = time.time()
        return "250 OK"


class Peer(FaultySink):
    """Decides at its arrival how a request is answered; each knows its answer, and when it was given."""

    def __init__(self, ward, chance):
        self.chance = chance
        super().__init__(ward, lambda _, writer: self._answer(self.newest, writer))

    def add(self, request):
        request.status = request.ended_at = None
        self.newest = request
        super().add(request)

    async def _answer(self, request, writer):
        seconds, request.status, headers, body = self.judge(request)
        await asyncio.sleep(seconds)
        lines = [f"HTTP/1.1 {request.status} Whatever", f"Content-Length: {len(body)}", *headers]
        request.ended_at = time.time()
        writer.write("\r\n".join([*lines, "", body]).encode())
        await writer.drain()
        return request.status < 300

    def judge(self, request):
        raise NotImplementedError


class MoodyWebhook(Peer):
    """Fails some messages the first time, and takes its time for others."""

    def __init__(self, ward, chance):
        self.seen = set()
        super().__init__(ward, chance)

    def judge(self, request):
        key = request.headers["webhook-id"]
        fails = key not in self.seen and self.chance.random() < 0.12
        self.seen.add(key)
        seconds = self.chance.uniform(0, 2) if self.chance.random() < 0.3 else 0.02
        return seconds, 503 if fails else 200, [], "{}"


class LimitingWebhook(Peer):
    def __init__(self, ward, chance):
        self.accepted_at = collections.deque()
        super().__init__(ward, chance)

    def judge(self, request):
        while self.accepted_at and self.accepted_at[0] < request.at - 1:
            self.accepted_at.popleft()
        if len(self.accepted_at) >= RATE:
            return 0, 429, [f"Retry-After: {REST}"], "{}"
        self.accepted_at.append(request.at)
        return 0, 200, [], "{}"


class Twilio(Peer):
    """Rejects what is too long, and is slow enough that kills come between a message and its answer."""

    def judge(self, request):
        form = parse_qs(request.body.decode())
        request.phone, text = form["To"][0], form["Body"][0]
        request.length = len(text.encode("utf-16-le")) // 2
        request.about = TEXTED.search(text)[0]
        if request.length > LONGEST_SMS:
            return 0, 400, [], json.dumps({"code": 21617, "status": 400})
        return self.chance.choice((0, 0.03, 0.3)), 201, [], json.dumps({"sid": "SM1"})


class DeliveryCrashes(Killing, Scenario):
    @classmethod
    def setUpClass(cls):
        cls.peers_chance = random.Random()
        cls.ward = Ward()
        cls.addClassCleanup(cls.ward.close)
        cls.mails = MailServer(cls.peers_chance)
        cls.addClassCleanup(cls.mails.close)
        cls.moody = MoodyWebhook(cls.ward, cls.peers_chance)
        cls.limiting = LimitingWebhook(cls.ward, cls.peers_chance)
        cls.twilio = Twilio(cls.ward, cls.peers_chance)
        super().setUpClass()

    @classmethod
    def configuration(cls):
        return CONFIGURATION.format(smtp=cls.mails.port, twilio=cls.twilio.url())

    def setUp(self):
        super().setUp()
        self.peers_chance.seed(self.seed)
        self.killed_at = []
        self.subscribe([
            rule(f"list-{number}", "email", f"ok@example.org, {grey(number)}, gone@example.org",
                 source=f"list-{number}") for number in range(LISTS)])
        self.subscribe([
            rule("crowd", "email", ", ".join(CROWD), name="mailed"),
            rule("limited", "webhook", self.limiting.url("/flood"), name="flood"),
            rule("texted", "sms", TEXTED_PHONE, name="flapping")])
        self.configure()

    def subscribe(self, rules):
        for one in rules:
            client = {"client_id": one["client_id"], "name": one["client_id"]}
            self.client.post("/v1/clients", client).expect(201)
        imported = self.client.post("/v1/rules/import", rules).expect(202).json
        self.assertEqual(imported, {"accepted": len(rules), "rejected": []})

    def configure(self):
        """A policy that pages by SMS, and an event manager that groups nothing and tells the webhook."""
        levels = [{"id": 0, "targets": [{"type": "sms", "phone_number": PAGED_PHONE}]}]
        self.client.put("/v1/escalation-policies/paging", {"levels": levels}).expect(201)
        grouping = {"name": "nothing", "grouping_key": "class", "time_window": "1m"}
        self.client.put("/v1/grouping-rules/nothing", grouping).expect(201)
        self.client.put("/v1/event-managers/flapping", {
            "name": "flapping", "grouping_rule_id": "nothing",
            "notification_config": {"webhook_url": self.moody.url("/flapping")}}).expect(201)

    def test_everything_accepted_arrives_in_order_and_nothing_twice_without_need(self):
        senders = Senders(self.tocsin, self.seed)
        senders.start()
        try:
            for _ in range(ROUNDS):
                self.live(0.3, 1.5)
                self.kill()
                self.come_back()
        finally:
            senders.stop()
        senders.send_the_last(self.tocsin)
        self.assertEqual(senders.journal.surprises, [])
        self.wait_until_all_is_settled()

        prove(at_least("SIGKILLs among deliveries", self.kills, ROUNDS),
              *self.mail_figures(senders), *self.order_figures(senders),
              *self.limit_figures(senders), *self.text_figures(senders))

    def kill(self):
        """Returns when the peers have noted everything that the process had sent."""
        super().kill()
        self.ward.run(read_all())
        asyncio.run_coroutine_threadsafe(read_all(), self.mails.loop).result(10)
        self.killed_at.append(time.time())

    def was_killed(self, earlier, later):
        """Whether it was another process, or none, at the later time."""
        return bisect.bisect(self.killed_at, earlier) != bisect.bisect(self.killed_at, later)

    def wait_until_all_is_settled(self):
        def is_settled():
            return not any(is_live(n) for status in ("pending", "partial")
                           for n in self.client.all("/v1/notifications", status=status))
        eventually("every delivery has ended", is_settled, SETTLES_WITHIN)

    def needless(self, arrivals):
        """Pairs of accepted arrivals of one message without a kill in between."""
        return [pair for pair in itertools.pairwise(arrivals)
                if not self.was_killed(pair[0].at, pair[1].at)]

    # Recipients, and the end of the SMTP dialogue.

    def mail_figures(self, senders):
        arrived = collections.defaultdict(list)
        for mail in self.mails.records():
            address, = mail.recipients
            self.assertEqual(mail.message["To"], address)
            arrived[mail.announced, address].append(mail)
        wanted = {(announced, address) for announced, number in senders.mailed.items()
                  for address in ("ok@example.org", grey(number), *CROWD)}
        self.assertEqual(set(arrived), wanted)

        ids = [{mail.message["Message-ID"] for mail in mails} for mails in arrived.values()]
        self.assertEqual([some for some in ids if len(some) > 1], [])
        self.assertEqual(len(set.union(*ids)), len(wanted))
        self.check_list_notifications(senders)

        needless = [pair for mails in arrived.values() for pair in self.needless(mails)]
        self.show("mail sent again without a kill", needless)
        repeats = sum(len(mails) for mails in arrived.values()) - len(wanted)
        late = sum(mail.ended_at is not None and mail.ended_at - mail.at > DEADLINE
                   and not self.was_killed(mail.at, mail.ended_at) for mail in self.mails.records())
        return (at_least("mails of lists that had to arrive by one Message-ID", len(wanted), 5 * ROUNDS),
                at_least("sent again after a kill", repeats, ROUNDS // 2),
                at_least("of these replied to after more than the deadline of an attempt", late, 3),
                at_most("mails sent again without a kill", len(needless), 0))

    def check_list_notifications(self, senders):
        """Each list got its mails in part: the rejected address is in its notification, with the reply."""
        lists = {f"list-{number}": number for number in senders.mailed.values()}
        found = {n["client_id"]: n for n in self.client.all("/v1/notifications")
                 if n.get("client_id", "").startswith("list-")}
        self.assertEqual(set(found), set(lists))
        for client, notification in found.items():
            with self.subTest(client=client):
                deliveries = {d["target"]: d for d in notification["deliveries"]}
                self.assertEqual(
                    (notification["status"], {to: d["status"] for to, d in deliveries.items()}),
                    ("partial", {"ok@example.org": "sent", grey(lists[client]): "sent",
                                 "gone@example.org": "failed"}))
                refusal = deliveries["gone@example.org"]["attempts"][-1]
                self.assertEqual(refusal["outcome"], "refused")
                self.assertIn("550", refusal["detail"])

    # Order.

    def order_figures(self, senders):
        told = collections.defaultdict(list)
        for request in self.moody.records():
            told[request.json["dedupKey"]].append(request)
        self.assertEqual(set(told), set(senders.resolved_at))
        overlaps, overtaken, needless, crossed = [], [], [], 0
        for key, requests in told.items():
            requests.sort(key=lambda request: request.at)
            overlaps += [(one, other) for one, other in itertools.combinations(requests, 2)
                         if other.at < end_of(one) and not self.was_killed(one.at, other.at)]
            heard = [r for r in requests if r.taken and not self.was_killed(r.at, r.ended_at)]
            with self.subTest(alert=key):
                self.assertTrue(heard)
                last = max(heard, key=lambda request: request.ended_at)
                self.assertEqual(last.json["kind"], "alert_resolved")
            over_at = min((r.ended_at for r in requests if r.taken and is_resolve(r)), default=None)
            overtaken += [(r,) for r in requests if over_at and r.at > over_at and not is_resolve(r)]
            crossed += any(not is_resolve(r) and end_of(r) > senders.resolved_at[key] for r in requests)
            for ours in by_key(requests).values():
                needless += self.needless(ours)
        self.show("overlap", overlaps)
        self.show("opening after an accepted resolve", overtaken)
        self.show("change sent again without a kill", needless)
        return (at_least("alerts whose resolve was the last word", len(told), ROUNDS),
                at_least("of these resolved while their opening was on its way", crossed, ROUNDS // 10),
                at_most("requests about an alert that overlapped", len(overlaps), 0),
                at_most("openings after an accepted resolve", len(overtaken), 0),
                at_most("changes sent again without a kill", len(needless), 0))

    # Limits.

    def limit_figures(self, senders):
        requests = sorted(self.limiting.records(), key=lambda request: request.at)
        taken = collections.defaultdict(list)
        for request in requests:
            if request.taken:
                taken[request.json["alert_id"]].append(request)
        self.assertEqual(set(taken), senders.flooded)
        needless = [pair for arrivals in taken.values() for pair in self.needless(arrivals)]

        limited = [request for request in requests if request.status == 429]
        rests = sum(not self.was_killed(r.ended_at, r.ended_at + REST) for r in limited)
        disturbing = [(r, other) for r in limited for other in requests
                      if IN_FLIGHT < other.at - r.ended_at < REST
                      and not self.was_killed(r.ended_at, other.at)]
        self.show("message sent again without a kill", needless)
        self.show("request during a rest", disturbing)
        return (at_least("messages to a webhook that limits the rate", len(taken), 2 * ROUNDS),
                at_least("429s that it gave", len(limited), ROUNDS // 2),
                at_least("of these with a rest that no kill ended", rests, 3),
                at_most("requests during a rest", len(disturbing), 0),
                at_most("messages to it sent again without a kill", len(needless), 0))

    def text_figures(self, senders):
        requests = self.twilio.records()
        arrived = collections.defaultdict(list)
        for request in requests:
            if request.taken:
                arrived[request.phone, request.about].append(request)
        wanted = ({(PAGED_PHONE, about) for about in senders.paged}
                  | {(TEXTED_PHONE, about) for about in senders.resolved_at})
        self.assertEqual(set(arrived), wanted)
        needless = [pair for texts in arrived.values() for pair in self.needless(texts)]
        self.show("SMS sent again without a kill", needless)
        refused = [(request,) for request in requests if request.status == 400]
        self.show("SMS rejected", refused)
        at_limit = sum(request.length >= LONGEST_SMS - 1 for request in requests)
        return (at_least("SMS that had to arrive", len(wanted), 2 * ROUNDS),
                at_least("of these as long as an SMS may be", at_limit, ROUNDS),
                at_most("SMS rejected as too long", len(refused), 0),
                at_most("SMS sent again without a kill", len(needless), 0))

    def show(self, what, violations):
        """Enough to find out why: each moment, and how long after the last kill it was."""
        for violation in violations[:5]:
            moments = (f"{one.at:.3f} ({self.age_at(one.at):.3f} s old) {one!r:.120}" for one in violation)
            print(f"{what}: {'; '.join(moments)}", flush=True)

    def age_at(self, moment):
        """Seconds since the last kill before it."""
        before = bisect.bisect(self.killed_at, moment)
        return moment - self.killed_at[before - 1] if before else float("inf")


class Senders:
    """Threads that announce, page, open and resolve, and what was answered with a 2xx. What was not
    answered is sent again."""

    def __init__(self, tocsin, seed):
        self.tocsin = tocsin
        self.journal = Journal()
        self.mailed = {}  # announcement → number of its list
        self.flooded = set()
        self.paged = set()
        self.resolved_at = {}  # alert → when its resolve was answered
        self.numbers = itertools.count(1)
        self.lists = iter(range(LISTS))
        self.stopping = threading.Event()
        works = [(self._announce_to_lists, 1.0), (self._flood, 3.0), (self._page, 1.2),
                 *[(self._flap, 0.6)] * 3]
        self.threads = [threading.Thread(target=self._guarded, args=(*work, random.Random(seed + n)))
                        for n, work in enumerate(works)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join()

    def send_the_last(self, tocsin):
        """What no kill disturbs."""
        client, chance = Persistent(tocsin, self.journal), random.Random(0)
        for number in itertools.islice(self.lists, LAST_LISTS):
            self._announce_to(client, number)
        self._flood_with(client, LAST_FLOOD)
        for _ in range(LAST_ALERTS):
            self._page(client, chance)
            self._flap(client, chance)
        client.close()

    def _guarded(self, work, pause, chance):
        client = Persistent(self.tocsin, self.journal)
        try:
            while not self.stopping.is_set():
                work(client, chance)
                self.stopping.wait(chance.uniform(0, pause))
        except Exception as error:  # a thread must not end unseen
            self.journal.surprises.append(repr(error))
        finally:
            client.close()

    def _announce_to_lists(self, client, _):
        if len(self.mailed) < LISTS - LAST_LISTS:
            self._announce_to(client, next(self.lists))

    def _announce_to(self, client, number):
        alert_id = f"announced-{next(self.numbers)}"
        client.post("/v1/events", announcement(alert_id, f"list-{number}", "mailed"), 202)
        self.mailed[alert_id] = number

    def _flood(self, client, chance):
        self._flood_with(client, chance.choice((1, 3, 12)))

    def _flood_with(self, client, count):
        batch = [announcement(f"announced-{next(self.numbers)}", "somewhere", "flood")
                 for _ in range(count)]
        report = client.post("/v1/events/batch", batch, 202).json
        if report != {"accepted": count, "rejected": []}:
            self.journal.surprises.append(report)
        self.flooded.update(one["alert_id"] for one in batch)

    def _page(self, client, chance):
        service = f"paged-{next(self.numbers)}"
        client.request("PUT", f"/v1/services/{service}",
                       {"name": service, "escalation_policy_id": "paging"}, 200, 201)
        client.post(f"/v1/services/{service}/alerts",
                    {"message": long_summary(service, chance), "dedup_key": service}, 202)
        self.paged.add(service)

    def _flap(self, client, chance):
        key = f"flapping-{next(self.numbers)}"
        event = {"event_manager_id": "flapping", "summary": long_summary(key, chance), "severity": "low",
                 "dedupKey": key, "name": "flapping"}
        client.post("/v1/events", {**event, "action": "trigger", "event_id": f"{key}.trigger"}, 202)
        self.stopping.wait(chance.choice((0, 0.1, 0.6, 1.5)))
        client.post("/v1/events", {**event, "action": "resolve", "event_id": f"{key}.resolve"}, 202)
        self.resolved_at[key] = time.time()


def rule(client_id, channel, address, source="*", name="*"):
    return {"client_id": client_id, "severity": "*", "source": source, "name": name,
            "endpoints": [{"type": channel, "value": address}]}


def announcement(alert_id, source, name):
    return {"alert_id": alert_id, "severity": "HIGH", "source": source, "name": name}


def grey(number):
    return f"grey-{number}@example.org"


def long_summary(name, chance):
    """Most of it beyond the basic plane; an odd number of units before it, or an even one."""
    return f"{name} {'!' * chance.randrange(2)}{chr(0x1F525) * chance.randrange(700, 2000)}"


def is_live(notification):
    return any(d["status"] in ("pending", "sending") for d in notification["deliveries"])


def is_resolve(request):
    return request.json["kind"] == "alert_resolved"


def end_of(request):
    return float("inf") if request.ended_at is None else request.ended_at


def by_key(requests):
    """The accepted ones."""
    keys = collections.defaultdict(list)
    for request in requests:
        if request.taken:
            keys[request.headers["webhook-id"]].append(request)
    return keys
