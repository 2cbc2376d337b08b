"""What clients are told, how often and in which words: the cases L5 to L9 and L11."""

import socket

from support.client import moment
from support.scenario import fresh
from support.sinks import HttpSink, SmtpSink
from support.subscriber import SubscriptionScenario, endpoint
from support.team import Team
from support.waiting import eventually


class Deliveries(SubscriptionScenario):
    def announced_to(self, *paths):
        """A client with a rule whose webhooks have these paths, and one alert of it."""
        source = fresh("source")
        subscriber = self.subscriber()
        rule = subscriber.rule("*", source, endpoints=[
            endpoint("webhook", self.sink.url(path)) for path in paths])
        self.announce(source=source)
        return subscriber, rule

    def arrivals(self, path):
        return [record for record in self.sink.records() if record.path == path]

    def wait_for_arrival(self, path):
        eventually(f"a request at {path}", lambda: self.arrivals(path))

    def test_l05_what_nobody_subscribes_to_any_more_is_suppressed(self):
        def endpoint_path(rule):
            return f"/v1/endpoints/{self.endpoints(rule)[0]['endpoint_id']}"

        deeds = {
            "rule deleted": lambda c, r: self.client.delete(f"/v1/rules/{r['rule_id']}"),
            "rule disabled": lambda c, r: self.client.post(f"/v1/rules/{r['rule_id']}/disable"),
            "endpoint deleted": lambda c, r: self.client.delete(endpoint_path(r)),
            "endpoint disabled": lambda c, r: self.client.post(f"{endpoint_path(r)}/disable"),
            "endpoint moved": lambda c, r: self.client.put(endpoint_path(r),
                                                           endpoint("console", "x")),
            "client disabled": lambda c, r: self.client.post(f"/v1/clients/{c.id}/disable"),
            "client deleted": lambda c, r: self.client.delete(f"/v1/clients/{c.id}"),
        }
        for name, deed in deeds.items():
            with self.subTest(deed=name):
                path = fresh("/in-trouble")
                self.sink.break_down(path)
                subscriber, rule = self.announced_to(path)
                self.wait_for_arrival(path)

                deed(subscriber, rule).expect(200, 204)

                notification = subscriber.wait_for_notification("suppressed")
                self.assertEqual([d["status"] for d in notification["deliveries"]], ["cancelled"])
                self.assertEqual(len(self.arrivals(path)), notification["deliveries"][0]
                                 ["attempt_count"])
                self.assertEqual(subscriber.failed(), [])

    def test_l05_what_is_in_flight_when_its_rule_goes_is_completed(self):
        path = fresh("/held")
        self.sink.hold()
        self.addCleanup(self.sink.release)
        subscriber, rule = self.announced_to(path)
        self.wait_for_arrival(path)

        self.client.delete(f"/v1/rules/{rule['rule_id']}").expect(204)
        self.sink.release()

        notification = subscriber.wait_for_notification("sent")
        self.assertEqual(notification["rule_ids"], [rule["rule_id"]])
        self.assertEqual(len(self.arrivals(path)), 1)

    def test_l06_an_endpoint_of_two_rules_that_match_is_told_once(self):
        source = fresh("source")
        subscriber = self.subscriber()
        for severity in ("LOW", "*"):
            subscriber.rule(severity, source, endpoints=[
                subscriber.webhook, endpoint("console", f"of {severity}")])

        self.announce("LOW", source)

        notification = subscriber.wait_for_notification("sent")
        self.assertEqual(len(notification["rule_ids"]), 2)
        self.assertEqual(sorted((d["channel"], d["target"]) for d in notification["deliveries"]),
                         [("console", "of *"), ("console", "of LOW"),
                          ("webhook", subscriber.webhook["value"])])
        self.assertEqual(len(subscriber.told()), 1)

    def test_l07_a_webhook_in_trouble_is_tried_again_with_the_same_key(self):
        path = fresh("/in-trouble")
        self.sink.answer(path, (503, {}), (500, {}))

        subscriber, _ = self.announced_to(path)

        delivery, = subscriber.wait_for_notification("sent")["deliveries"]
        first, second, third = self.arrivals(path)
        self.assertEqual({record.headers["idempotency-key"] for record in (first, second, third)},
                         {delivery["key"]})
        for gap, planned in ((second.at - first.at, 1), (third.at - second.at, 2)):
            self.assertGreaterEqual(gap, 0.8 * planned)
            self.assertLess(gap, 1.2 * planned + 0.5)
        self.assertEqual([a["outcome"] for a in delivery["attempts"]],
                         ["try_again", "try_again", "sent"])

    def test_l07_a_refusal_is_final(self):
        path = fresh("/refusing")
        self.sink.answer(path, (400, {}))

        subscriber, _ = self.announced_to(path)

        delivery, = subscriber.wait_for_notification("failed")["deliveries"]
        self.assertEqual((delivery["status"], delivery["attempt_count"]), ("failed", 1))
        self.assertIn("400", delivery["attempts"][0]["detail"])
        self.let_pass(1.5)  # longer than the first retry would wait
        self.assertEqual(len(self.arrivals(path)), 1)

    def test_l07_a_webhook_is_left_alone_as_long_as_it_asks(self):
        path = fresh("/busy")
        self.sink.answer(path, (429, {"Retry-After": "2"}))

        subscriber, _ = self.announced_to(path)

        subscriber.wait_for_notification("sent")
        first, second = self.arrivals(path)
        self.assertGreaterEqual(second.at - first.at, 2)

    def test_l07_a_webhook_that_is_not_there_yet_is_tried_again(self):
        with socket.socket() as reserved:
            reserved.bind(("127.0.0.1", 0))
            port = reserved.getsockname()[1]
        source = fresh("source")
        subscriber = self.subscriber()
        subscriber.rule("*", source, endpoints=[
            endpoint("webhook", f"http://127.0.0.1:{port}/late")])
        self.announce(source=source)

        def first_outcome():
            notification, = subscriber.notifications()
            attempts = notification["deliveries"][0]["attempts"]
            return attempts and attempts[0]["outcome"] != "in_flight" and attempts[0]["outcome"]
        self.assertEqual(eventually("an attempt has failed", first_outcome), "try_again")
        late = HttpSink(port=port)
        self.addCleanup(late.close)

        subscriber.wait_for_notification("sent")
        self.assertEqual(len(late.records()), 1)

    def test_l08_each_endpoint_fares_for_itself(self):
        good, bad = fresh("/good"), fresh("/bad")
        self.sink.answer(bad, (503, {}), (503, {}))

        subscriber, _ = self.announced_to(good, bad)

        def of(notification):
            return {d["target"]: d for d in notification["deliveries"]}
        partial = of(subscriber.wait_for_notification("partial"))
        self.assertEqual(partial[self.sink.url(good)]["status"], "sent")
        self.assertIn(partial[self.sink.url(bad)]["status"], ("pending", "sending"))
        sent = of(subscriber.wait_for_notification("sent"))
        self.assertEqual(sent[self.sink.url(good)]["attempt_count"], 1)
        self.assertEqual(sent[self.sink.url(bad)]["attempt_count"], 3)
        self.assertEqual((len(self.arrivals(good)), len(self.arrivals(bad))), (1, 3))
        keys = [{r.headers["idempotency-key"] for r in self.arrivals(path)} for path in (good, bad)]
        self.assertEqual(len(keys[0] | keys[1]), 2)

    def test_l08_what_failed_beside_what_was_sent_can_be_tried_again_alone(self):
        good, bad = fresh("/good"), fresh("/bad")
        self.sink.answer(bad, (404, {}))
        subscriber, _ = self.announced_to(good, bad)
        eventually("one has failed", lambda: [
            sorted(d["status"] for d in n["deliveries"]) for n in subscriber.notifications()
        ] == [["failed", "sent"]])
        failed, = subscriber.failed()
        self.assertEqual(failed["status"], "partial")

        path = f"/v1/failed-notifications/{failed['notification_id']}/retry"
        self.client.post(path).expect(202)

        subscriber.wait_for_notification("sent")
        self.assertEqual((len(self.arrivals(good)), len(self.arrivals(bad))), (1, 2))
        first, again = self.arrivals(bad)
        self.assertEqual(first.headers["idempotency-key"], again.headers["idempotency-key"])

    def test_l09_nobody_to_tell_is_a_failure_with_that_reason(self):
        source = fresh("source")
        subscriber = self.subscriber()
        rule = subscriber.rule("*", source)
        told, = self.endpoints(rule)
        path = f"/v1/endpoints/{told['endpoint_id']}"
        self.client.post(f"{path}/disable").expect(200)

        self.announce(source=source)

        notification = subscriber.wait_for_notification("failed")
        self.assertEqual((notification["reason"], notification["deliveries"]), ("no_endpoints", []))
        self.assertEqual(subscriber.failed(), [notification])
        retry = f"/v1/failed-notifications/{notification['notification_id']}/retry"
        self.client.post(retry).expect(409)
        self.assertEqual(subscriber.failed(), [notification])
        self.assertEqual(subscriber.told(), [])

        self.client.post(f"{path}/enable").expect(200)
        self.client.post(retry).expect(202)

        self.assertNotIn("reason", subscriber.wait_for_notification("sent"))
        self.assertEqual(len(subscriber.told()), 1)
        self.assertEqual(subscriber.failed(), [])


CONFIGURATION = """
notifiers:
  email: {{host: 127.0.0.1, port: {smtp}, tls: none, from: "Tocsin <tocsin@example.org>"}}
  pagerduty: {{base_url: "{pagerduty}"}}
"""
FACTS = ("Severity", "Source", "Name", "Alert ID", "Client ID", "Notification ID",
         "Matched Rule IDs")
EVIL = "<script>alert(1)</script> & co"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co"


class Payloads(SubscriptionScenario):
    @classmethod
    def setUpClass(cls):
        cls.mails = SmtpSink()
        cls.pagerduty = HttpSink(b'{"status":"success"}')
        for sink in (cls.mails, cls.pagerduty):
            cls.addClassCleanup(sink.close)
        super().setUpClass()

    @classmethod
    def configuration(cls):
        return CONFIGURATION.format(smtp=cls.mails.port, pagerduty=cls.pagerduty.url())

    def told(self, channel, address, severity="LOW", name="n", context=None):
        """The notification of an alert that a client of two rules hears of by one endpoint."""
        source = fresh("source")
        subscriber = self.subscriber()
        subscriber.rule(severity, source, endpoints=[endpoint(channel, address)])
        subscriber.rule("*", source, endpoints=[endpoint(channel, address)])
        more = {"context": context} if context else {}
        self.announce(severity, source, name, **more)
        notification = subscriber.wait_for_notification("sent")
        self.assertEqual(len(notification["rule_ids"]), 2)
        return notification

    def facts(self, notification):
        """As (title, value), in the documents' order."""
        values = [notification[key] for key in ("severity", "source", "name", "alert_id",
                                                "client_id", "notification_id")]
        return list(zip(FACTS, [*values, ", ".join(notification["rule_ids"])]))

    def request(self, sink, path):
        request, = [record for record in sink.records() if record.path == path]
        return request

    def mail(self, address):
        mail, = [mail for mail in self.mails.records() if mail.recipients == [address]]
        return mail

    def test_l11_a_webhook_gets_the_match_as_json(self):
        for context in ({"region": "eu", "a.b": EVIL}, None):
            with self.subTest(context=context):
                path = fresh("/hook")
                notification = self.told("webhook", self.sink.url(path), "HIGH", EVIL, context)

                request = self.request(self.sink, path)

                expected = {key: notification[key] for key in (
                    "notification_id", "client_id", "alert_id", "severity", "source", "name",
                    "rule_ids")}
                if context:
                    expected["context"] = context
                else:
                    self.assertNotIn("context", request.json)
                self.assertEqual({**request.json, **expected}, request.json)
                self.assertEqual(request.json["name"], EVIL)
                self.assertRegex(request.json["timestamp"],
                                 r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
                self.assertLess(abs(moment(request.json["timestamp"]) - request.at), 5)
                self.assertEqual(request.headers["content-type"].split(";")[0], "application/json")
                self.assertEqual(request.headers["idempotency-key"],
                                 notification["deliveries"][0]["key"])

    def test_l11_slack_gets_an_attachment_of_the_severitys_colour(self):
        for severity, colour in (("CRITICAL", "danger"), ("HIGH", "warning"), ("MEDIUM", "warning"),
                                 ("LOW", "good")):
            with self.subTest(severity=severity):
                path = fresh("/services/T/B/")
                notification = self.told("slack", self.sink.url(path), severity, "timeout",
                                         {"host": "web-1", "region": "eu"})

                attachment, = self.request(self.sink, path).json["attachments"]

                self.assertEqual((attachment["color"], attachment["title"]),
                                 (colour, f"Alert: {severity} - timeout"))
                self.assertEqual(attachment["text"].rstrip("\n"), "*Alert: timeout*\n\n*Context:*\n"
                                 "\u2022 host: web-1\n\u2022 region: eu")
                self.assertEqual([(f["title"], f["value"]) for f in attachment["fields"]],
                                 self.facts(notification))
                self.assertEqual([f["short"] for f in attachment["fields"]], 6 * [True] + [False])

    def test_l11_slack_gets_no_markup_of_the_senders_and_no_empty_context(self):
        path = fresh("/services/T/B/")
        self.told("slack", self.sink.url(path), name="<!channel> " + EVIL)

        request = self.request(self.sink, path)

        self.assertNotIn(b"<", request.body)
        attachment, = request.json["attachments"]
        self.assertEqual(attachment["text"].rstrip("\n"), f"*Alert: &lt;!channel&gt; {ESCAPED}*")

    def test_l11_a_mail_says_it_as_text_and_as_html(self):
        for severity, colour in (("CRITICAL", "#dc2626"), ("HIGH", "#ea580c"),
                                 ("MEDIUM", "#ca8a04"), ("LOW", "#16a34a")):
            with self.subTest(severity=severity):
                address = f"{fresh('someone')}@example.org"
                notification = self.told("email", address, severity, "timeout",
                                         {"host": "web-1", "region": "eu"})

                mail = self.mail(address)

                self.assertEqual(mail.message["Subject"], f"Alert: {severity} - timeout")
                lines = [f"{title}: {value}" for title, value in self.facts(notification)]
                self.assertEqual(mail.text("plain").rstrip(), "\n".join([
                    "Alert Notification", "==================", "", *lines, "",
                    "Context:", "  host: web-1", "  region: eu"]))
                html = mail.text("html")
                self.assertIn(colour, html)
                for _, value in self.facts(notification):
                    self.assertIn(value, html)

    def test_l11_nothing_of_the_senders_is_html_in_a_mail(self):
        address = f"{fresh('someone')}@example.org"
        self.told("email", address, name=EVIL, context={EVIL: EVIL})

        html = self.mail(address).text("html")

        self.assertNotIn("<script", html)
        self.assertGreaterEqual(html.count(ESCAPED), 3)
        self.assertEqual(self.mail(address).message["Subject"], f"Alert: LOW - {EVIL}")

    def test_l11_a_mail_without_context_has_no_such_part_and_no_header_of_the_senders(self):
        address = f"{fresh('someone')}@example.org"
        self.told("email", address, name="n\r\nBcc: eve@example.net")

        mail = self.mail(address)

        self.assertNotIn("Context", mail.text("plain"))
        self.assertIsNone(mail.message["Bcc"])
        self.assertNotIn("\nBcc", mail.text("plain"))

    def test_each_address_of_an_endpoint_gets_a_mail_of_its_own(self):
        pair = [f"{fresh('someone')}@example.org" for _ in range(2)]
        self.told("email", ", ".join(pair))

        for address in pair:
            self.assertEqual(self.mail(address).recipients, [address])

    def incidents(self, key):
        return [event for event in (record.json for record in self.pagerduty.records())
                if event["routing_key"] == key]

    def test_an_announced_alert_opens_an_incident(self):
        key = fresh("key").replace("-", "0")
        notification = self.told("pagerduty", key, "CRITICAL", "timeout", {"region": "eu"})

        event, = self.incidents(key)

        self.assertEqual(event["event_action"], "trigger")
        payload = event["payload"]
        self.assertEqual((payload["severity"], payload["source"], payload["summary"]),
                         ("critical", notification["source"], "Alert: CRITICAL - timeout"))
        self.assertEqual({record.path for record in self.pagerduty.records()}, {"/v2/enqueue"})
        self.assertNotIn(key, str(notification))  # whoever has it can open incidents

    def test_an_incident_goes_along_with_its_alert(self):
        key = fresh("key").replace("-", "0")
        team = Team(self)
        subscriber = self.subscriber()
        subscriber.rule("*", team.id, endpoints=[endpoint("pagerduty", key), subscriber.webhook])
        alert_id = team.send("db-1")["alert_id"]
        subscriber.wait_for_notification("sent")

        self.acknowledge(alert_id)
        eventually("the acknowledgement arrives", lambda: len(self.incidents(key)) == 2)
        team.resolve("db-1")
        eventually("the end arrives", lambda: len(self.incidents(key)) == 3)

        events = self.incidents(key)
        self.assertEqual([event["event_action"] for event in events],
                         ["trigger", "acknowledge", "resolve"])
        self.assertEqual(len({event["dedup_key"] for event in events}), 1)
        self.assertEqual(len(subscriber.told()), 1)
