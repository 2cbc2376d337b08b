"""Mail through a real Postfix, webhooks through a real nginx, and a real nginx in front of Tocsin."""

import gzip
import http.client
import json
import pathlib
import smtplib

from support.client import Client
from support.faults import FaultySink, Ward
from support.nginx import Nginx
from support.postfix import Policy, Postfix, message_in
from support.scenario import Scenario, fresh
from support.subscriber import SubscriptionScenario, endpoint
from support.team import TeamScenario
from support.waiting import eventually


class PostfixScenario(SubscriptionScenario):
    """A Tocsin that sends its mail to a Postfix of the class."""

    mailboxes = ("ok",)
    sender = "Tocsin <tocsin@example.org>"

    @classmethod
    def setUpClass(cls):
        cls.postfix = Postfix(cls.mailboxes, **cls.settings())
        cls.addClassCleanup(cls.postfix.close)
        super().setUpClass()

    @classmethod
    def settings(cls):
        """Lines of main.cf."""
        return {}

    @classmethod
    def configuration(cls):
        return (f"notifiers: {{email: {{host: 127.0.0.1, port: {cls.postfix.port}, tls: none, "
                f"from: '{cls.sender}'}}}}\n")

    def run(self, result=None):
        result = result or self.defaultTestResult()
        failed_before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > failed_before:
            print(f"--- Postfix at {self.id()}\n{self.postfix.log()[-5000:]}---", flush=True)
        return result

    def page(self, *names, message="it is down"):
        """The id of an alert that pages these mailboxes."""
        service = self.service(levels=0)
        service.page_by([[{"type": "email", "email": f"{name}@example.org"} for name in names]],
                        "60s")
        return service.alert(message)["alert_id"]

    def wait_until_sent(self, alert_id, count=1, deadline=15):
        """Returns the notifications, one a target."""
        def all_sent():
            found = self.notifications(alert_id)
            return [n["status"] for n in found] == ["sent"] * count and found
        return eventually("all is sent", all_sent, deadline)

    def assert_delivered(self, **counts):
        """As soon as Postfix has no mail left, each mailbox has so many."""
        eventually("the queue is empty", lambda: not self.postfix.queue())
        self.assertEqual({name: len(self.postfix.mails(name)) for name in counts}, counts)


class Recipients(PostfixScenario):
    mailboxes = ("ok", "grey", "fine", "full", "good", "crowded")

    @classmethod
    def setUpClass(cls):
        cls.policy = Policy()
        cls.addClassCleanup(cls.policy.close)
        super().setUpClass()

    @classmethod
    def settings(cls):
        return {"smtpd_recipient_restrictions": f"reject_unlisted_recipient, {cls.policy.service}"}

    def announce_to(self, *names):
        """The client whose only endpoint is the list of these mailboxes."""
        source = fresh("source")
        subscriber = self.subscriber()
        addresses = ", ".join(f"{name}@example.org" for name in names)
        subscriber.rule("*", source, endpoints=[endpoint("email", addresses)])
        self.announce(source=source)
        return subscriber

    def deliveries(self, subscriber):
        """Status of the notification, and its deliveries by mailbox."""
        notification, = subscriber.notifications()
        return notification["status"], {delivery["target"].partition("@")[0]: delivery
                                        for delivery in notification["deliveries"]}

    def wait_for_deliveries(self, subscriber, **statuses):
        def has_come():
            status, deliveries = self.deliveries(subscriber)
            found = {name: delivery["status"] for name, delivery in deliveries.items()}
            return found == statuses and (status, deliveries)
        return eventually(f"{statuses}", has_come)

    def test_each_address_of_a_list_fares_for_itself(self):
        self.policy.answer("grey@example.org", "450 4.2.0 Greylisted, come again")

        subscriber = self.announce_to("ok", "gone", "grey")

        status, deliveries = self.wait_for_deliveries(subscriber, ok="sent", gone="failed",
                                                      grey="sent")
        self.assertEqual(status, "partial")
        refusal, = deliveries["gone"]["attempts"]
        for words in ("550", "5.1.1", "gone@example.org", "User unknown"):
            self.assertIn(words, refusal["detail"])
        first, second = deliveries["grey"]["attempts"]
        self.assertEqual((first["outcome"], second["outcome"]), ("try_again", "sent"))
        self.assertIn("450", first["detail"])
        self.assertIn("Greylisted, come again", first["detail"])
        self.assertEqual(deliveries["ok"]["attempt_count"], 1)
        self.assert_delivered(ok=1, grey=1)
        self.assertEqual(self.policy.asked.count("ok@example.org"), 1)
        self.assertEqual(self.policy.asked.count("grey@example.org"), 2)

    def test_a_full_mailbox_that_is_final_fails_alone(self):
        self.policy.answer("full@example.org", "552 5.2.2 Mailbox full")

        subscriber = self.announce_to("full", "fine")

        status, deliveries = self.wait_for_deliveries(subscriber, full="failed", fine="sent")
        self.assertEqual((status, deliveries["full"]["attempt_count"]), ("partial", 1))
        self.assertIn("Mailbox full", deliveries["full"]["attempts"][0]["detail"])
        self.assert_delivered(full=0, fine=1)

    def test_a_mailbox_that_is_full_for_a_while_gets_the_mail_later(self):
        self.policy.answer("crowded@example.org", *["452 4.2.2 Mailbox full"] * 2)

        subscriber = self.announce_to("good", "crowded")

        def waits_for_room():
            status, deliveries = self.deliveries(subscriber)
            attempts = deliveries["crowded"]["attempts"]
            return status == "partial" and "Mailbox full" in str(attempts) and deliveries
        self.assertEqual(eventually("one waits", waits_for_room)["good"]["status"], "sent")
        _, deliveries = self.wait_for_deliveries(subscriber, good="sent", crowded="sent")
        self.assertEqual(subscriber.wait_for_notification("sent")["status"], "sent")
        self.assertEqual([a["outcome"] for a in deliveries["crowded"]["attempts"]],
                         ["try_again", "try_again", "sent"])
        self.assert_delivered(good=1, crowded=1)


    def test_full_mailboxes_delay_no_other(self):
        full = ("grey", "full", "crowded")
        for name in full:
            self.policy.answer(f"{name}@example.org", *["452 4.2.2 Mailbox full"] * 4)
        crowd = self.announce_to(*full)
        eventually("enough failed to open a breaker", lambda: 9 <= sum(
            delivery["attempt_count"] for delivery in self.deliveries(crowd)[1].values()))

        self.wait_for_deliveries(self.announce_to("fine"), fine="sent")

        email, = (channel for channel in self.client.get("/v1/channels").json["channels"]
                  if channel["channel"] == "email")
        self.assertEqual(email["breaker"]["state"], "closed")


class StrictPostfix(PostfixScenario):
    """Believes nobody who does not keep to the standards."""

    sender = '"Bereitschaft, Z\u00fcrich" <tocsin@example.org>'
    mailboxes = ("ok", "abroad", "limited-0", "limited-1", "limited-2")

    @classmethod
    def settings(cls):
        return {
            "smtpd_helo_required": "yes",
            "smtpd_helo_restrictions":
                "reject_invalid_helo_hostname, reject_non_fqdn_helo_hostname",
            "smtpd_sender_restrictions": "reject_non_fqdn_sender",
            "strict_rfc821_envelopes": "yes",
            "smtpd_forbid_bare_newline": "yes",
            "smtputf8_enable": "no",
            "strict_7bit_headers": "yes",
            "strict_8bitmime": "yes",
            "strict_mime_encoding_domain": "yes",
            "smtpd_recipient_limit": 1,
            "smtpd_recipient_overshoot_limit": 1,
        }

    def test_a_server_that_demands_a_full_name_gets_one(self):
        with smtplib.SMTP("127.0.0.1", self.postfix.port, "tocsin") as careless:
            careless.ehlo_or_helo_if_needed()
            careless.mail("tocsin@example.org")
            self.assertEqual(careless.rcpt("ok@example.org")[0], 504)

        self.wait_until_sent(self.page("ok"))

        self.assert_delivered(ok=1)
        received = message_in(self.postfix.mails("ok")[0])["Received"]
        self.assertTrue(received.startswith("from example.org "), received)

    def test_names_beyond_ascii_arrive_in_headers_of_ascii(self):
        message = "\u00dcberlauf auf \u65e5\u672c-1: " + "Gr\u00f6\u00dfe, " * 15

        self.wait_until_sent(self.page("abroad", message=message))

        self.assert_delivered(abroad=1)
        mail, = self.postfix.mails("abroad")
        self.assertTrue(mail.isascii())
        head = mail.partition(b"\n\n")[0]
        self.assertLess(max(map(len, head.splitlines())), 99)
        sender, = message_in(mail)["From"].addresses
        self.assertEqual((sender.display_name, sender.addr_spec),
                         ("Bereitschaft, Z\u00fcrich", "tocsin@example.org"))
        self.assertIn(message.strip(), message_in(mail)["Subject"])

    def test_a_server_that_takes_one_recipient_a_mail_is_no_obstacle(self):
        source = fresh("source")
        subscriber = self.subscriber()
        names = self.mailboxes[2:]
        subscriber.rule("*", source, endpoints=[
            endpoint("email", ", ".join(f"{name}@example.org" for name in names))])

        self.announce(source=source)

        notification = subscriber.wait_for_notification("sent")
        self.assertEqual([d["attempt_count"] for d in notification["deliveries"]], [1, 1, 1])
        self.assert_delivered(**{name: 1 for name in names})


class ImpatientPostfix(PostfixScenario):
    """Ends a session after one error, or when it is idle."""

    mailboxes = ("early", "late", *(f"person-{number}" for number in range(5)))

    @classmethod
    def settings(cls):
        return {"smtpd_hard_error_limit": 1, "smtpd_soft_error_limit": 1,
                "smtpd_error_sleep_time": "0s", "smtpd_timeout": "2s"}

    def test_a_session_that_an_unknown_recipient_has_ended_harms_nobody_else(self):
        people = self.mailboxes[2:]
        mixed = [name for person in people for name in (f"no-{person}", person)]

        alert_id = self.page(*mixed)

        eventually("all have ended", lambda: sorted(
            n["status"] for n in self.notifications(alert_id)) == ["failed"] * 5 + ["sent"] * 5, 15)
        self.assertIn("too many errors after RCPT", self.postfix.log())
        for notification in self.notifications(alert_id):
            if notification["status"] == "failed":
                self.assertIn("550", notification["attempts"][-1]["detail"])
        self.assert_delivered(**{name: 1 for name in people})

    def test_no_session_is_held_after_a_page(self):
        self.wait_until_sent(self.page("early"))
        eventually("the session is over", lambda: "quit=1" in self.postfix.log(), 2)

        notifications = self.wait_until_sent(self.page("late"))

        self.assertEqual(len(notifications[0]["attempts"]), 1)
        self.assert_delivered(early=1, late=1)


class CrowdedPostfix(PostfixScenario):
    """Takes two connections of a client."""

    @classmethod
    def settings(cls):
        return {"smtpd_client_connection_count_limit": 2, "smtpd_client_event_limit_exceptions": ""}

    def occupy(self):
        """All connections that it takes; returns them."""
        taken = []
        while True:
            session = smtplib.SMTP()
            self.addCleanup(session.close)
            if session.connect("127.0.0.1", self.postfix.port)[0] == 421:
                return taken
            taken.append(session)

    def test_a_page_that_finds_no_room_arrives_when_there_is_some(self):
        others = self.occupy()
        self.assertLessEqual(len(others), 2)

        alert_id = self.page("ok")

        def first_attempt():
            attempts = [a for n in self.notifications(alert_id) for a in n["attempts"]]
            return attempts and attempts[0]["outcome"] != "in_flight" and attempts[0]
        refusal = eventually("an attempt has failed", first_attempt)
        self.assertEqual(refusal["outcome"], "try_again")
        self.assertIn("421", refusal["detail"])
        self.assertIn("too many connections", refusal["detail"])
        for session in others:
            session.quit()
        self.wait_until_sent(alert_id)
        self.assert_delivered(ok=1)


class NarrowPostfix(PostfixScenario):
    """Takes eight connections of a client."""

    mailboxes = tuple(f"person-{number}" for number in range(20))

    @classmethod
    def settings(cls):
        return {"smtpd_client_connection_count_limit": 8, "smtpd_client_event_limit_exceptions": ""}

    def test_twenty_pages_at_once_arrive_soon(self):
        self.wait_until_sent(self.page(*self.mailboxes), 20, 15)

        self.assert_delivered(**{name: 1 for name in self.mailboxes})


class BusyPostfix(PostfixScenario):
    """Takes one recipient a mail, and hangs up on some of its clients."""

    mailboxes = tuple(f"person-{number}" for number in range(20))

    @classmethod
    def setUpClass(cls):
        cls.policy = Policy()
        cls.addClassCleanup(cls.policy.close)
        super().setUpClass()

    @classmethod
    def settings(cls):
        return {"smtpd_recipient_limit": 1, "smtpd_recipient_overshoot_limit": 1,
                "smtpd_recipient_restrictions": cls.policy.service}

    def test_twenty_pages_arrive_though_the_server_hangs_up_on_three(self):
        for name in self.mailboxes[::8]:
            self.policy.answer(f"{name}@example.org", "421 4.3.2 Too busy, come again")

        alert_id = self.page(*self.mailboxes)

        notifications = self.wait_until_sent(alert_id, 20)
        refusals = [attempt["detail"] for notification in notifications
                    for attempt in notification["attempts"] if attempt["outcome"] == "try_again"]
        self.assertEqual(len(refusals), 3)
        for refusal in refusals:
            self.assertIn("421", refusal)
            self.assertIn("Too busy, come again", refusal)
        self.assert_delivered(**{name: 1 for name in self.mailboxes})


class ReverseProxy(TeamScenario):
    """All requests of these tests go through nginx."""

    more = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        host, port = cls.tocsin.address
        cls.nginx = Nginx(
            http=f"upstream tocsin {{ server {host}:{port}; keepalive 4; }}",
            server=f"""
                client_max_body_size 16m;
                location / {{
                  proxy_pass http://tocsin;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_set_header Host $host;
                  {cls.more}
                }}""")
        cls.addClassCleanup(cls.nginx.close)

    def setUp(self):
        super().setUp()
        self.client = Client(self.nginx.address)

    def connections(self):
        """The ports of those from nginx to Tocsin."""
        to_tocsin = f"0100007F:{self.tocsin.address[1]:04X}"
        rows = [line.split() for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()]
        return {row[1] for row in rows if row[2:4] == [to_tocsin, "01"]}

    def test_events_and_listings_pass(self):
        team = self.team()

        outcomes = [team.trigger(key) for key in ("db-1", "db-2")]

        self.assertEqual(outcomes, ["opened", "joined"])
        alerts = self.client.all("/v1/alerts", event_manager_id=team.id)
        self.assertEqual({alert["dedup_key"] for alert in alerts}, {"db-1", "db-2"})
        self.assertEqual(team.resolve("db-2"), "resolved")

    def test_a_batch_of_four_megabytes_passes(self):
        team = self.team()
        batch = [team.event(f"key-{number}", summary="x" * 4000) for number in range(1000)]
        body = json.dumps(batch).encode()
        self.assertGreater(len(body), 4_000_000)

        answer = self.client.post("/v1/events/batch", body).expect(202)

        self.assertEqual(answer.json, {"accepted": 1000, "rejected": []})
        self.assertEqual(len(self.client.all("/v1/alerts", event_manager_id=team.id)), 1000)

    def test_a_batch_that_is_too_large_is_answered_as_such(self):
        if self.more:
            self.skipTest("nginx hangs up on its client when an answer comes before the whole body")
        for mebibytes in (9, 15):
            answer = self.client.post("/v1/events/batch", b" " * (mebibytes << 20))
            self.assertEqual(answer.status, 413)

    def test_a_body_in_chunks_passes(self):
        team = self.team()
        pieces = json.dumps([team.event(f"key-{number}") for number in range(100)]).encode()
        chunks = [pieces[at:at + 1000] for at in range(0, len(pieces), 1000)]
        connection = http.client.HTTPConnection(*self.nginx.address, timeout=10)
        self.addCleanup(connection.close)

        connection.request("POST", "/v1/events/batch", iter(chunks),
                           {"Content-Type": "application/json"}, encode_chunked=True)

        response = connection.getresponse()
        self.assertEqual((response.status, json.load(response)),
                         (202, {"accepted": 100, "rejected": []}))

    def test_problems_reach_the_client_as_they_are(self):
        team = self.team()

        bad = self.client.post("/v1/events", team.event("k", severity="odd"))
        missing = self.client.get("/v1/alerts/nothing")
        compressed = self.client.request("POST", "/v1/events", gzip.compress(b"{}"),
                                         Content_Encoding="gzip")

        self.assertEqual((bad.status, bad.pointers), (400, ["/severity"]))
        self.assertEqual(missing.status, 404)
        self.assertEqual(compressed.status, 415)
        for problem in (bad, missing, compressed):
            self.assertEqual(problem.headers["content-type"], "application/problem+json")
            self.assertEqual(problem.json["status"], problem.status)

    def test_head_tells_the_length_and_nothing_more(self):
        got = self.client.get("/openapi.json").expect(200)

        head = self.client.request("HEAD", "/openapi.json").expect(200)

        self.assertEqual(head.body, b"")
        self.assertEqual(head.headers["content-length"], str(len(got.body)))
        self.client.get("/openapi.json").expect(200)  # on the same connection

    def test_connections_to_tocsin_are_kept(self):
        self.client.get("/v1/alerts").expect(200)
        before = self.connections()
        self.assertTrue(before)

        for _ in range(20):
            self.client.get("/v1/alerts").expect(200)
            self.client.post("/v1/events", {}).expect(400)

        self.assertEqual(self.connections(), before)


class UnbufferedReverseProxy(ReverseProxy):
    """nginx passes on a body while it still arrives."""

    more = "proxy_request_buffering off;"


class ReceiverBehindNginx(Scenario):
    """Webhooks whose receiver is behind nginx."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ward = Ward()
        cls.addClassCleanup(cls.ward.close)
        cls.receiver = FaultySink(cls.ward)
        cls.addClassCleanup(cls.receiver.die)
        cls.nginx = Nginx(
            http="limit_req_zone $server_port zone=slow:1m rate=20r/s;",
            server=f"""
                location / {{ proxy_pass {cls.receiver.url()}; }}
                location /limited {{
                  limit_req zone=slow burst=20 nodelay;
                  limit_req_status 429;
                  add_header Retry-After 1 always;
                  proxy_pass {cls.receiver.url()};
                }}""")
        cls.addClassCleanup(cls.nginx.close)

    def page(self, *paths):
        service = self.service(levels=0)
        service.page_by([[{"type": "webhook", "url": self.nginx.url(path)} for path in paths]],
                        "60s")
        return service.alert()["alert_id"]

    def wait_until_sent(self, *alert_ids):
        """Returns the notifications."""
        def all_sent():
            found = [n for alert_id in alert_ids for n in self.notifications(alert_id)]
            return {n["status"] for n in found} == {"sent"} and found
        return eventually("all is sent", all_sent, 15)

    def arrivals(self, prefix):
        """How often each page has arrived."""
        keys = [record.headers["idempotency-key"] for record in self.receiver.records()
                if record.path.startswith(prefix)]
        return {key: keys.count(key) for key in keys}

    def statuses(self, prefix):
        return [status for status, _, path, _ in self.nginx.answers() if path.startswith(prefix)]

    def test_a_receiver_that_is_down_for_a_while_gets_each_page_once(self):
        self.receiver.die()
        alert_id = self.page(*[f"/down/{number}" for number in range(5)])

        def all_failed_once():
            found = [n["attempts"] for n in self.notifications(alert_id)]
            return all(a and a[0]["outcome"] == "try_again" for a in found)
        eventually("all have failed once", all_failed_once)
        self.receiver.come_back()

        notifications = self.wait_until_sent(alert_id)
        self.assertEqual(self.arrivals("/down"), {n["notification_id"]: 1 for n in notifications})
        for notification in notifications:
            *failed, last = notification["attempts"]
            self.assertEqual(last["outcome"], "sent")
            for attempt in failed:
                self.assertIn("HTTP 502 from 127.0.0.1", attempt["detail"])
        self.assertEqual(sorted(set(self.statuses("/down"))), [200, 502])

    def test_a_receiver_that_limits_the_rate_is_left_alone_and_gets_all(self):
        hasty = Client(self.nginx.address)
        self.addCleanup(hasty.close)
        eventually("the rate is used up",
                   lambda: 429 in [hasty.post("/limited/hasty", {}).status for _ in range(25)])
        alert_ids = [self.page("/limited/page")]
        eventually("a page is too many", lambda: 429 in self.statuses("/limited/page"))

        alert_ids += [self.page("/limited/page") for _ in range(19)]

        notifications = self.wait_until_sent(*alert_ids)
        self.assertEqual(self.arrivals("/limited/page"),
                         {n["notification_id"]: 1 for n in notifications})
        self.assertEqual(len(notifications), 20)
        statuses = self.statuses("/limited/page")
        self.assertEqual(statuses.count(200), 20)
        self.assertLessEqual(statuses.count(429), 5)
