"""One page on every channel, against a real mail server and sinks for Slack, Twilio and webhooks."""

import base64
import hashlib
import hmac
import tempfile
import time
from urllib.parse import parse_qs

from support.client import moment
from support.scenario import Scenario, fresh
from support.sinks import HttpSink, SmtpSink
from support.waiting import eventually

SECRET = base64.b64encode(b"a secret of twenty-four.").decode()

CONFIGURATION = """
fallback_target: {{type: webhook, url: "{web}/fallback"}}
notifiers:
  email: {{host: 127.0.0.1, port: {smtp}, tls: none, from: "Tocsin <tocsin@example.org>"}}
  slack: {{bot_token_file: "{token_file}", api_base_url: "{slack}"}}
  sms: {{account_sid: AC123, auth_token: twilio-secret, from: "+15550100", base_url: "{twilio}"}}
  webhook: {{secret: "whsec_{secret}"}}
"""


class Channels(Scenario):
    @classmethod
    def setUpClass(cls):
        cls.mails = SmtpSink()
        cls.slack = HttpSink(b'{"ok":true,"ts":"1.2"}')
        cls.twilio = HttpSink(b'{"sid":"SM1"}')
        for sink in (cls.mails, cls.slack, cls.twilio):
            cls.addClassCleanup(sink.close)
        super().setUpClass()

    @classmethod
    def configuration(cls):
        token = tempfile.NamedTemporaryFile("w", suffix=".token")
        cls.addClassCleanup(token.close)
        token.write("xoxb-secret\n")
        token.flush()
        return CONFIGURATION.format(web=cls.sink.url(), smtp=cls.mails.port, slack=cls.slack.url(),
                                    twilio=cls.twilio.url(), token_file=token.name, secret=SECRET)

    def paged_on_all(self, levels, delay):
        """A service whose every level has a target on each channel."""
        service = self.service(levels=0)
        service.page_by([self.targets(service, level) for level in range(levels)], delay)
        return service

    def targets(self, service, level):
        name = f"{service.id}.{level}"
        return [
            {"type": "email", "email": f"{name}@example.org"},
            {"type": "slack", "channel": f"#{name}"},
            {"type": "slack", "url": self.slack.url(f"/services/{name}")},
            {"type": "SMS", "phone_number": self.phone_number(service, level)},
            service.target(level),
        ]

    def phone_number(self, service, level):
        return f"+1555{service.id.rpartition('-')[2]:0>6}{level}"

    def mails_to(self, service, level):
        address = f"{service.id}.{level}@example.org"
        return [mail for mail in self.mails.records() if mail.recipients == [address]]

    def slack_messages(self, service, level):
        name = f"{service.id}.{level}"
        return [request for request in self.slack.records()
                if request.path == f"/services/{name}" or request.json.get("channel") == f"#{name}"]

    def texts(self, service, level):
        forms = [parse_qs(request.body.decode()) for request in self.twilio.records()]
        return [form for form in forms if form["To"] == [self.phone_number(service, level)]]

    def wait_for_all(self, service, level, deadline=10):
        service.wait_for_page(level, deadline=deadline)
        for what, arrived, count in (("mail", self.mails_to, 1), ("Slack", self.slack_messages, 2),
                                     ("SMS", self.texts, 1)):
            eventually(f"{what} of level {level}",
                       lambda: len(arrived(service, level)) >= count, deadline)

    def counts(self, service, level):
        return (len(self.mails_to(service, level)), len(self.slack_messages(service, level)),
                len(self.texts(service, level)), len(service.pages(level)))

    def test_a_page_arrives_on_all_channels_escalates_and_stops_with_the_acknowledgement(self):
        service = self.paged_on_all(levels=3, delay="2s")
        alert_id = service.alert("the disk is full", severity="critical")["alert_id"]
        self.wait_for_all(service, 0)
        self.assertEqual(self.counts(service, 1), (0, 0, 0, 0))

        self.wait_for_all(service, 1)
        first, second = service.pages(0)[0], service.pages(1)[0]
        self.assertGreaterEqual(moment(second.json["timestamp"]),
                                moment(first.json["timestamp"]) + 2)
        self.assertLess(second.at - first.at, 3)

        self.acknowledge(alert_id)

        self.let_pass(2.5)
        for level in (0, 1):
            self.assertEqual(self.counts(service, level), (1, 2, 1, 1))
        self.assertEqual(self.counts(service, 2), (0, 0, 0, 0))
        statuses = {n["status"] for n in self.notifications(alert_id)}
        self.assertEqual(statuses, {"sent"})

    def test_a_page_by_email_says_what_is_wrong_as_text_and_as_html(self):
        service, _ = self.page_once("Disk <full> & \u00fcber\r\nBcc: eve@example.net")
        mail = self.mails_to(service, 0)[0]

        self.assertEqual(mail.sender, "tocsin@example.org")
        self.assertIn("Disk <full> & \u00fcber", mail.message["Subject"])
        self.assertIn(service.id, mail.message["Subject"])
        self.assertIn("/acknowledge", mail.text("plain"))
        self.assertIn("Disk &lt;full&gt; &amp; \u00fcber", mail.text("html"))
        self.assertNotIn("<full>", mail.text("html"))
        self.assertIsNone(mail.message["Bcc"])
        self.assertNotIn("\nBcc", mail.text("plain"))

    def test_a_page_by_slack_goes_to_the_channel_as_the_bot_or_to_the_webhook(self):
        service, _ = self.page_once("<!channel> down")
        messages = {request.path: request for request in self.slack_messages(service, 0)}

        hook = messages.pop(f"/services/{service.id}.0")
        (path, bot), = messages.items()
        self.assertTrue(path.endswith("/chat.postMessage"), path)
        self.assertEqual(bot.headers["authorization"], "Bearer xoxb-secret")
        self.assertNotIn("authorization", hook.headers)
        for request in (bot, hook):
            self.assertIn(b"&lt;!channel&gt; down", request.body)
            self.assertNotIn(b"<!channel>", request.body)

    def test_a_page_by_sms_is_a_message_of_twilio(self):
        service, _ = self.page_once("down")
        form, = self.texts(service, 0)
        request = next(r for r in self.twilio.records()
                       if parse_qs(r.body.decode())["To"] == form["To"])

        self.assertEqual(request.path, "/2010-04-01/Accounts/AC123/Messages.json")
        self.assertEqual(request.headers["authorization"],
                         "Basic " + base64.b64encode(b"AC123:twilio-secret").decode())
        self.assertEqual(form["From"], ["+15550100"])
        self.assertIn("down", form["Body"][0])

    def test_a_page_by_webhook_is_signed_as_standard_webhooks_want_it(self):
        service, alert_id = self.page_once("down")
        page, = service.pages(0)

        key = page.headers["webhook-id"]
        stamp = page.headers["webhook-timestamp"]
        signed = f"{key}.{stamp}.".encode() + page.body
        mac = hmac.new(base64.b64decode(SECRET), signed, hashlib.sha256).digest()
        self.assertIn(f"v1,{base64.b64encode(mac).decode()}", page.headers["webhook-signature"].split())
        self.assertLess(abs(int(stamp) - page.at), 5)
        self.assertEqual(page.headers["idempotency-key"], key)
        self.assertEqual(page.json["notification_id"], key)
        self.assertEqual(page.json["alert_id"], alert_id)
        self.assertEqual((page.json["kind"], page.json["level"], page.json["summary"],
                          page.json["severity"], page.json["status"], page.json["type"]),
                         ("page", 0, "down", "high", "active", "parent"))

    def page_once(self, message):
        service = self.paged_on_all(levels=1, delay="60s")
        alert_id = service.alert(message)["alert_id"]
        self.wait_for_all(service, 0)
        return service, alert_id

    def test_a_service_without_a_policy_tells_the_fallback_target(self):
        service = self.service(levels=0)

        alert_id = service.alert()["alert_id"]

        page = service.wait_for_page(0)
        self.assertEqual((page.path, page.json["alert_id"]), ("/fallback", alert_id))

    def test_a_channel_that_hangs_does_not_hold_up_the_others(self):
        self.slack.hold()
        self.addCleanup(self.slack.release)
        service = self.paged_on_all(levels=2, delay="500ms")
        started_at = time.monotonic()

        service.alert()

        self.wait_for_all(service, 1)
        self.assertLess(time.monotonic() - started_at, 3)


class Retries(Scenario):
    def page_with(self, *answers):
        service = self.service(levels=0)
        path = fresh("/retried")
        self.sink.answer(path, *answers)
        service.page_by([[{"type": "webhook", "url": self.sink.url(path)}]], "60s")
        return service, service.alert()["alert_id"]

    def ended(self, alert_id, status):
        return eventually(status, lambda: next(
            (n for n in self.notifications(alert_id) if n["status"] == status), None), 15)

    def test_a_receiver_that_is_in_trouble_is_tried_again_with_the_same_key(self):
        service, alert_id = self.page_with((503, {}), (500, {}))

        notification = self.ended(alert_id, "sent")

        pages = service.pages()
        self.assertEqual(len(pages), 3)
        self.assertEqual({page.headers["idempotency-key"] for page in pages},
                         {notification["notification_id"]})
        self.assertGreaterEqual(pages[1].at - pages[0].at, 0.8)
        self.assertGreaterEqual(pages[2].at - pages[1].at, 1.6)
        outcomes = [attempt["outcome"] for attempt in notification["attempts"]]
        self.assertEqual(outcomes, ["try_again", "try_again", "sent"])

    def test_a_receiver_is_left_alone_as_long_as_it_asks(self):
        service, alert_id = self.page_with((429, {"Retry-After": "3"}))

        self.ended(alert_id, "sent")

        first, second = service.pages()
        self.assertGreaterEqual(second.at - first.at, 3)

    def test_a_refusal_is_final_and_loud(self):
        service, alert_id = self.page_with((400, {}))

        notification = self.ended(alert_id, "failed")

        self.assertEqual(notification["attempt_count"], 1)
        self.let_pass(1.5)  # longer than the first retry would wait
        self.assertEqual(len(service.pages()), 1)
        self.assertIn("notification_failed", self.timeline(alert_id))
        self.assertIn("400", self.tocsin.log_tail(1000))

    def test_after_the_acknowledgement_nothing_is_tried_again(self):
        service, alert_id = self.page_with((503, {}), (503, {}), (503, {}))
        service.wait_for_page(0)

        self.acknowledge(alert_id)

        self.ended(alert_id, "cancelled")
        self.let_pass(1.5)
        self.assertEqual(len(service.pages()), 1)

    def test_many_pages_at_once_all_arrive_once(self):
        service = self.service(levels=0)
        service.page_by([[service.target(number) for number in range(100)]], "60s")

        alert_id = service.alert()["alert_id"]

        service.wait_for_page(0, count=100)
        self.assertEqual(len({page.path for page in service.pages()}), 100)
        eventually("all sent", lambda: {n["status"] for n in self.notifications(alert_id)} == {"sent"})
        self.assertEqual(len(service.pages()), 100)
