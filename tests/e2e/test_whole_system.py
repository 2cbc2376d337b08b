"""W1: one trouble on its way through everything, under one trace id."""

import uuid

from support.logs import LogScenario, line, now_ms
from support.waiting import eventually


class WholeSystem(LogScenario):
    def test_w01_a_log_burst_is_grouped_matched_paged_escalated_and_cleared(self):
        trace = uuid.uuid4().hex
        service = self.service(levels=2, delay="1s")
        subscriber = self.subscriber()
        subscriber.rule("CRITICAL", service.id, "error-threshold")
        burst = [line(service.id, "ERROR", "it failed", statusCode=500, traceId=trace,
                      timestamp=now_ms())] * 120

        # A burst of lines crosses two rules: one alert opens a group of the service, and the
        # other joins it.
        self.send_all(burst)
        first, second = self.found(service.id)
        self.assertEqual((first["class"], first["type"], first["child_count"]),
                         ("server-error-rate", "parent", 1))
        self.assertEqual((second["class"], second["type"], second["parent_id"]),
                         ("error-threshold", "child", first["id"]))
        for alert in (first, second):
            self.assertEqual((alert["event_manager_id"], alert["service_id"]),
                             ("tocsin", service.id))
            self.assertEqual(alert["fields"]["trace_id"], trace)

        # The client whose subscription matches hears of it,
        match, = subscriber.wait_until_told()
        self.assertEqual(match.json["alert_id"], second["id"])
        self.assertEqual(match.json["context"]["trace_id"], trace)
        self.assertTrue(match.json["summary"].endswith("(Related alerts: 1)"))

        # the first level is paged once, and when nobody answers the next one,
        pages = [service.wait_for_page(level) for level in (0, 1)]
        for page in pages:
            self.assertEqual(page.json["alert_id"], first["id"])
            self.assertEqual(page.json["context"]["trace_id"], trace)
        self.assertGreaterEqual(pages[1].at - pages[0].at, 0.9)
        self.assertEqual(service.status, "unhealthy")

        # and the healthy event ends it.
        self.assertEqual(service.healthy()["status"], "healthy")
        for alert in (first, second):
            self.assertEqual(self.alert(alert["id"])["status"], "resolved")
        self.let_pass(1.5)
        self.assertEqual(len(service.pages()), 2)
        self.assertEqual(len(subscriber.told()), 1)

        path = f"/v1/alerts/{first['id']}/timeline"
        timeline = self.client.get(path).expect(200).json["timeline"]
        what = [entry["what"] for entry in timeline]
        self.assertEqual(what[0], "opened")
        self.assertIn(trace, timeline[0]["why"])
        self.assertLessEqual({"paged", "escalated", "notification_sent", "resolved"}, set(what))
        eventually("nothing is left to tell", lambda: not self.client.all("/v1/notifications", status="pending"))
