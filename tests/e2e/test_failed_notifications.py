"""Channels that are out of order, what is told instead, and what was given up: the cases Y8 and Y9."""

from support.scenario import fresh
from support.sinks import HttpSink, SmtpSink
from support.subscriber import SubscriptionScenario, endpoint, new_alert_id
from support.waiting import eventually


class FailedNotifications(SubscriptionScenario):
    """Without fallbacks: a webhook that refuses, and one that does not any more."""

    def refused(self):
        """A client whose webhook refuses its one alert."""
        source = fresh("source")
        subscriber = self.subscriber()
        subscriber.rule("*", source)
        self.sink.break_down(subscriber.path, 410)
        self.announce(source=source)
        subscriber.wait_for_notification("failed")
        return subscriber

    def retry(self, notification):
        return self.client.post(f"/v1/failed-notifications/{notification['notification_id']}/retry")

    def test_y09_what_was_refused_is_listed_with_its_reason_until_somebody_acts(self):
        subscriber = self.refused()

        for _ in range(2):
            failed, = subscriber.failed()
            self.assertEqual((failed["status"], failed["client_id"], failed["kind"]),
                             ("failed", subscriber.id, "match"))
            delivery, = failed["deliveries"]
            self.assertEqual((delivery["status"], delivery["target"]),
                             ("failed", subscriber.webhook["value"]))
            self.assertEqual([a["outcome"] for a in delivery["attempts"]], ["refused"])
            self.assertIn("410", delivery["attempts"][0]["detail"])
            self.tocsin.kill()
            self.start_again()
        self.assertEqual(len(subscriber.told()), 1)

    def test_y09_after_it_is_mended_a_retry_sends_it_with_the_same_key(self):
        subscriber = self.refused()
        failed, = subscriber.failed()

        self.retry(failed).expect(202)  # not mended yet
        eventually("it is refused again", lambda: len(subscriber.told()) == 2)
        again = eventually("it is listed again", subscriber.failed)[0]
        self.assertEqual(again["deliveries"][0]["attempt_count"], 2)

        self.sink.mend(subscriber.path)
        answer = self.retry(failed).expect(202).json

        self.assertEqual((answer["notification_id"], answer["status"]),
                         (failed["notification_id"], "pending"))
        sent = subscriber.wait_for_notification("sent")
        self.assertEqual([a["outcome"] for a in sent["deliveries"][0]["attempts"]],
                         ["refused", "refused", "sent"])
        self.assertEqual({record.headers["idempotency-key"] for record in subscriber.told()},
                         {failed["deliveries"][0]["key"]})
        self.assertEqual(subscriber.failed(), [])
        self.assertIn(self.retry(failed).status, (404, 409))
        self.assertEqual(len(subscriber.told()), 3)

    def test_a_retry_that_was_answered_survives_a_kill(self):
        subscriber = self.refused()
        failed, = subscriber.failed()
        self.sink.mend(subscriber.path)

        self.retry(failed).expect(202)
        self.tocsin.kill()
        self.start_again()

        sent = subscriber.wait_for_notification("sent")
        self.assertEqual(sent["notification_id"], failed["notification_id"])

    def test_many_are_tried_again_at_once_and_the_others_left(self):
        first, second = self.refused(), self.refused()
        alert_id = second.failed()[0]["alert_id"]
        for subscriber in (first, second):
            self.sink.mend(subscriber.path)

        def retry(**wish):
            answer = self.client.post("/v1/failed-notifications/retry", wish).expect(202).json
            return answer["retried"], answer["is_complete"]

        self.assertEqual(retry(client_id=fresh("nobody")), (0, True))
        self.assertEqual(retry(channel="slack", client_id=first.id), (0, True))
        self.assertEqual(retry(client_id=first.id), (1, True))
        first.wait_for_notification("sent")
        self.assertEqual(len(second.failed()), 1)
        self.assertEqual(retry(alert_id=alert_id, channel="webhook"), (1, True))
        second.wait_for_notification("sent")
        for wish, pointer in (({"channel": "fax"}, "/channel"), ({"more": 1}, "/more")):
            with self.subTest(wish=wish):
                answer = self.client.post("/v1/failed-notifications/retry", wish).expect(400)
                self.assertEqual(answer.pointers, [pointer])

    def test_the_list_is_read_by_cursor_and_filtered(self):
        subscribers = [self.refused() for _ in range(3)]
        found, query = [], {"limit": 2}
        while True:
            page = self.client.get("/v1/failed-notifications", **query).expect(200).json
            self.assertLessEqual(len(page["notifications"]), 2)
            found += [n["client_id"] for n in page["notifications"]]
            if "next_cursor" not in page:
                break
            query["cursor"] = page["next_cursor"]
        self.assertEqual(len(found), len(set(found)))
        self.assertEqual(found[:3], [subscriber.id for subscriber in subscribers[::-1]])

        one = subscribers[0].failed()[0]
        for query, expected in (({"alert_id": one["alert_id"]}, [one]),
                                ({"client_id": one["client_id"], "channel": "webhook"}, [one]),
                                ({"client_id": one["client_id"], "channel": "email"}, []),
                                ({"alert_id": new_alert_id()}, [])):
            with self.subTest(query=query):
                page = self.client.get("/v1/failed-notifications", **query).expect(200).json
                self.assertEqual(page["notifications"], expected)

    def test_only_what_has_failed_can_be_tried_again(self):
        source = fresh("source")
        subscriber = self.subscriber()
        subscriber.rule("*", source)
        self.announce(source=source)
        sent = subscriber.wait_for_notification("sent")

        self.assertIn(self.retry(sent).status, (404, 409))
        self.retry({"notification_id": new_alert_id()}).expect(404)
        self.retry({"notification_id": "none"}).expect(404)

        self.assertEqual(len(subscriber.told()), 1)


CONFIGURATION = """
notifiers:
  email: {{host: 127.0.0.1, port: {smtp}, tls: none, from: "Tocsin <tocsin@example.org>"}}
delivery:
  fallbacks:
    slack: {{type: email, email: fallback@example.org}}
"""


class Fallbacks(SubscriptionScenario):
    """Slack falls back to e-mail. Each test has a Tocsin of its own, for breakers remember."""

    def setUp(self):
        self.mails = SmtpSink()
        self.addCleanup(self.mails.close)
        self.slack = HttpSink(b"ok")
        self.addCleanup(self.slack.close)
        if self.tocsin.is_running():
            self.tocsin.kill()
        self.tocsin.configuration.write_text(CONFIGURATION.format(smtp=self.mails.port))
        self.tocsin.start()
        super().setUp()

    def on_slack(self):
        """A client that hears of one alert on Slack."""
        subscriber = self.subscriber()
        subscriber.source = fresh("source")
        subscriber.rule("*", subscriber.source, endpoints=[
            endpoint("slack", self.slack.url(subscriber.path))])
        return subscriber

    def announce_to(self, *subscribers):
        for subscriber in subscribers:
            self.announce(source=subscriber.source, name=subscriber.id)

    def posts(self, subscriber):
        return subscriber.told(self.slack.records())

    def mails_about(self, subscriber):
        return [mail for mail in self.mails.records() if subscriber.id in mail.message["Subject"]]

    def channel(self, name):
        channels = self.client.get("/v1/channels").expect(200).json["channels"]
        return next(channel for channel in channels if channel["channel"] == name)

    def delivery(self, subscriber, status="sent"):
        delivery, = subscriber.wait_for_notification(status)["deliveries"]
        return delivery

    def open_breaker(self):
        """Five of ten attempts on Slack fail. Returns whom they were for."""
        good = [self.on_slack() for _ in range(5)]
        self.announce_to(*good)
        for subscriber in good:
            subscriber.wait_for_notification("sent")
        bad = [self.on_slack() for _ in range(5)]
        for subscriber in bad[:4]:
            self.slack.break_down(subscriber.path)
            self.announce_to(subscriber)
            eventually("it is tried", lambda: self.posts(subscriber))
        breaker = self.channel("slack")["breaker"]
        if breaker["attempts"] < 10:  # a slow machine may have seen a retry by now
            self.assertEqual(breaker["state"], "closed")
        self.slack.break_down(bad[4].path)
        self.announce_to(bad[4])
        return bad

    def test_y08_five_of_ten_open_the_breaker_and_the_fallback_is_told_once(self):
        self.assertEqual(self.channel("slack")["fallback"], "email")

        bad = self.open_breaker()

        slack = eventually("the breaker is open", lambda: (
            self.channel("slack") if self.channel("slack")["breaker"]["state"] == "open" else None))
        self.assertEqual((slack["breaker"]["failures"], slack["breaker"]["attempts"]), (5, 10))
        self.assertIn("retry_at", slack["breaker"])
        self.assertEqual(self.channel("email")["breaker"]["state"], "closed")
        for subscriber in bad:
            delivery = self.delivery(subscriber)
            self.assertEqual((delivery["channel"], delivery["target"]),
                             ("email", "fallback@example.org"))
            self.assertEqual(delivery["meant_for"], {
                "channel": "slack", "target": self.slack.url(subscriber.path)})
            mail, = self.mails_about(subscriber)
            self.assertIn(delivery["key"], mail.message["Message-ID"])

        late = self.on_slack()
        self.announce_to(late)
        delivery = self.delivery(late)
        self.assertEqual((delivery["channel"], delivery["attempt_count"]), ("email", 1))
        self.assertEqual(self.posts(late), [])

        for subscriber in bad:
            self.slack.mend(subscriber.path)
        probe = self.on_slack()
        eventually("half-open", lambda: self.channel("slack")["breaker"]["state"] == "half_open",
                   40)
        self.announce_to(probe)
        self.assertEqual(self.delivery(probe)["channel"], "slack")
        self.assertEqual(self.channel("slack")["breaker"]["state"], "closed")
        self.assertEqual(len(self.posts(probe)), 1)
        for subscriber in (*bad, late):  # who was told by mail is not told again
            self.assertEqual(len(self.mails_about(subscriber)), 1)
            self.assertLessEqual(len(self.posts(subscriber)), 2)
            self.assertEqual(subscriber.notifications()[0]["status"], "sent")

    def test_y08_the_fallback_takes_what_the_channel_refuses_and_the_channel_hears_no_more(self):
        subscriber = self.on_slack()
        self.slack.break_down(subscriber.path, 404)

        self.announce_to(subscriber)

        delivery = self.delivery(subscriber)
        self.assertEqual((delivery["channel"], delivery["meant_for"]["channel"]),
                         ("email", "slack"))
        self.assertEqual([a["outcome"] for a in delivery["attempts"]], ["refused", "sent"])
        self.slack.mend(subscriber.path)
        self.let_pass(1.5)  # longer than the first retry would wait
        self.assertEqual((len(self.posts(subscriber)), len(self.mails_about(subscriber))), (1, 1))
        self.assertEqual(subscriber.failed(), [])
        self.tocsin.kill()
        self.start_again()
        self.assertEqual(self.delivery(subscriber)["channel"], "email")
        self.assertEqual((len(self.posts(subscriber)), len(self.mails_about(subscriber))), (1, 1))

    def test_y09_what_every_channel_refuses_is_listed_and_can_be_sent_when_one_is_mended(self):
        subscriber = self.on_slack()
        self.slack.break_down(subscriber.path, 404)
        self.mails.refuse("550 no such mailbox")

        self.announce_to(subscriber)

        failed_delivery = self.delivery(subscriber, "failed")
        failed, = subscriber.failed()
        self.assertEqual([a["outcome"] for a in failed_delivery["attempts"]],
                         ["refused", "refused"])
        self.assertIn("404", failed_delivery["attempts"][0]["detail"])
        self.assertIn("550", failed_delivery["attempts"][1]["detail"])

        self.mails.accept()
        self.client.post(f"/v1/failed-notifications/{failed['notification_id']}/retry").expect(202)

        sent = self.delivery(subscriber)
        self.assertEqual(sent["key"], failed_delivery["key"])
        mail, = self.mails_about(subscriber)
        self.assertIn(sent["key"], mail.message["Message-ID"])
        self.assertEqual(subscriber.failed(), [])

    def test_y09_a_retry_reaches_who_was_meant_when_only_their_channel_is_mended(self):
        subscriber = self.on_slack()
        self.slack.break_down(subscriber.path, 404)
        self.mails.refuse("550 no such mailbox")
        self.announce_to(subscriber)
        subscriber.wait_for_notification("failed")

        self.slack.mend(subscriber.path)
        answer = self.client.post("/v1/failed-notifications/retry", {"client_id": subscriber.id})

        self.assertEqual(answer.expect(202).json["retried"], 1)
        self.assertEqual(self.delivery(subscriber)["channel"], "slack")

    def test_a_mail_server_that_is_in_trouble_is_tried_again(self):
        source, address = fresh("source"), f"{fresh('someone')}@example.org"
        subscriber = self.subscriber()
        subscriber.rule("*", source, endpoints=[endpoint("email", address)])
        self.mails.refuse("451 later")
        self.announce(source=source)
        eventually("it is tried", lambda: self.mails.refused)

        self.mails.accept()

        delivery = self.delivery(subscriber)
        self.assertEqual(delivery["attempts"][0]["outcome"], "try_again")
        self.assertIn("451", delivery["attempts"][0]["detail"])
        self.assertEqual(len(self.mails.records()), 1)
