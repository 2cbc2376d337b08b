"""The pager's cases P1 to P18 over real HTTP, a real store and real time."""

import re
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

from support.client import moment
from support.scenario import Scenario, opened_at
from support.waiting import eventually, pause_until

LATE = 1.0  # a page is never early, and at most this late


class Paging(Scenario):
    def assert_paged_once(self, service, level, since, delay):
        """One page of the level, `delay` seconds after the time `since` of the server's clock."""
        page = service.wait_for_page(level)
        self.assertEqual(len(service.pages(level)), 1)
        self.assertGreaterEqual(page.at, since + delay)
        self.assertLessEqual(page.at, since + delay + LATE)
        return page

    def test_p01_an_alert_of_a_healthy_service_pages_all_targets_of_the_first_level(self):
        service = self.service(levels=0)
        policy = service.page_by(
            [[service.target("alice"), service.target("bob")], [service.target("carol")]], None)

        answer = service.alert("the disk is full")

        self.assertEqual(answer["outcome"], "paged")
        service.wait_for_page(0, count=2)
        self.assertEqual({page.path for page in service.pages()},
                         {f"/{service.id}/alice", f"/{service.id}/bob"})
        self.assertEqual({page.json["summary"] for page in service.pages()}, {"the disk is full"})
        self.assertEqual(service.status, "unhealthy")
        alert = self.alert(answer["alert_id"])
        self.assertEqual((alert["escalation"], alert["notified_level"]), ("escalating", 0))
        self.assertEqual(policy["acknowledgement_delay"], "15m")

    def test_p02_a_timeout_pages_the_next_level_and_sets_its_delay(self):
        service = self.service(levels=3, delay="500ms")

        alert = self.alert(service.alert()["alert_id"])

        self.assert_paged_once(service, 1, opened_at(alert), 0.5)
        second = self.page_of(alert, 1)
        self.assert_paged_once(service, 2, moment(second["created_at"]), 0.5)

    def page_of(self, alert, level):
        return eventually(f"level {level}", lambda: next(
            (n for n in self.notifications(alert["id"]) if n["level"] == level), None))

    def test_p03_after_the_acknowledgement_a_timeout_pages_nobody(self):
        service = self.service(delay="500ms")
        alert_id = service.alert()["alert_id"]
        service.wait_for_page(0)

        acknowledged = self.acknowledge(alert_id)

        self.assertEqual(acknowledged["status"], "acknowledged")
        self.let_pass(1)
        self.assertEqual(len(service.pages()), 1)
        self.assertEqual(self.alert(alert_id), acknowledged)

    def test_p04_an_alert_of_an_unhealthy_service_pages_nobody_and_sets_no_delay(self):
        service = self.service(levels=3, delay="1s")
        first = self.alert(service.alert()["alert_id"])
        self.let_pass(0.5)

        answer = service.alert("and another thing")

        self.assertEqual(answer["outcome"], "suppressed")
        self.assertNotEqual(answer["alert_id"], first["id"])
        self.assertEqual(self.notifications(answer["alert_id"]), [])
        self.assert_paged_once(service, 1, opened_at(first), 1)
        self.let_pass(0.7)  # a timer of the second alert would be due half a second later
        self.assertEqual(len(service.pages()), 2)

    def test_p05_after_a_healthy_event_a_timeout_pages_nobody(self):
        service = self.service(delay="500ms")
        alert_id = service.alert()["alert_id"]
        service.wait_for_page(0)

        self.assertEqual(service.healthy()["status"], "healthy")

        self.let_pass(1)
        self.assertEqual(len(service.pages()), 1)
        self.assertEqual(service.status, "healthy")
        self.assertEqual(self.alert(alert_id)["status"], "resolved")

    def test_p06_when_the_last_level_does_not_answer_the_page_is_exhausted(self):
        service = self.service(levels=2, delay="300ms")
        alert_id = service.alert()["alert_id"]

        service.wait_until("exhausted", alert_id)

        self.let_pass(0.6)
        self.assertEqual(len(service.pages()), 2)
        self.assertEqual(self.alert(alert_id)["notified_level"], 1)
        self.assertIn("exhausted", self.timeline(alert_id))
        self.assertEqual(service.status, "unhealthy")

    def test_p07_of_fifty_alerts_at_once_one_pages_and_one_timer_runs(self):
        service = self.service(levels=3, delay="2s")
        all_at_once = threading.Barrier(50)

        def send(_):
            client = self.tocsin.client()
            client.get("/healthz").expect(200)  # connected
            all_at_once.wait(30)
            answer = client.post(f"/v1/services/{service.id}/alerts", {"message": "down"})
            client.close()
            return answer.expect(202).json

        with ThreadPoolExecutor(50) as senders:
            answers = list(senders.map(send, range(50)))

        outcomes = [answer["outcome"] for answer in answers]
        self.assertEqual((outcomes.count("paged"), outcomes.count("suppressed")), (1, 49))
        self.assertEqual(len({answer["alert_id"] for answer in answers}), 50)
        holder = next(answer["alert_id"] for answer in answers if answer["outcome"] == "paged")
        alert = self.alert(holder)
        self.assertEqual(alert["suppressed_count"], 49)
        self.assert_paged_once(service, 1, opened_at(alert), 2)
        self.assertEqual(len(service.pages(0)), 1)
        self.let_pass(0.5)
        self.assertEqual(len(service.pages()), 2)

    def test_p09_the_timer_of_an_outage_that_is_over_does_not_escalate_the_next_one(self):
        service = self.service(delay="1500ms")
        first = self.alert(service.alert("A")["alert_id"])
        self.let_pass(0.4)
        service.healthy()
        self.let_pass(0.3)

        second = self.alert(service.alert("B")["alert_id"])

        page = self.assert_paged_once(service, 1, opened_at(second), 1.5)
        self.assertEqual(page.json["alert_id"], second["id"])
        self.assertEqual([n["level"] for n in self.notifications(first["id"])], [0])
        self.assertGreaterEqual(opened_at(second), opened_at(first) + 0.7)

    def test_p11_the_first_acknowledgement_stands(self):
        service = self.service()
        alert_id = service.alert()["alert_id"]

        first = self.acknowledge(alert_id, by="alice")
        second = self.acknowledge(alert_id, by="bob")

        self.assertEqual(first["acknowledged_by"], "alice")
        self.assertEqual(second, first)
        self.assertEqual(self.timeline(alert_id).count("acknowledged"), 1)

    def test_p12_an_unknown_alert_is_not_found_and_a_resolved_one_does_not_change(self):
        self.client.post(f"/v1/alerts/{uuid.uuid4()}/acknowledge").expect(404)
        alert_id = self.service().alert()["alert_id"]
        resolved = self.resolve(alert_id)
        self.assertEqual(resolved["status"], "resolved")

        self.assertEqual(self.acknowledge(alert_id), resolved)

        self.assertEqual(self.alert(alert_id), resolved)

    def test_p13_without_a_policy_the_alert_is_loud_and_pages_once_there_is_one(self):
        service = self.service(levels=0)
        before = self.alerts_without_policy()

        answer = service.alert()

        self.assertEqual(answer["outcome"], "no_policy")
        self.assertEqual(service.status, "unhealthy")
        self.assertEqual(self.alert(answer["alert_id"])["escalation"], "no_policy")
        self.assertIn("nobody_to_page", self.timeline(answer["alert_id"]))
        self.assertEqual(self.alerts_without_policy(), before + 1)

        service.page_by(service.one_target_each(1), "1s")
        service.healthy()
        self.assertEqual(service.alert("again")["outcome"], "paged")
        self.assertEqual(service.wait_for_page(0).json["summary"], "again")
        self.assertEqual(len(service.pages()), 1)

    def alerts_without_policy(self):
        metrics = self.client.get("/metrics").expect(200).body.decode()
        found = re.findall(r"(?m)^\w*without_policy\w*(?:\{[^}]*\})? (\S+)", metrics)
        return sum(float(value) for value in found)

    def test_p14_an_acknowledged_outage_suppresses_further_alerts_until_the_service_is_healthy(self):
        service = self.service(delay="10s")
        alert_id = service.alert("first")["alert_id"]
        service.wait_for_page(0)
        self.acknowledge(alert_id)

        self.assertEqual(service.alert("second")["outcome"], "suppressed")
        self.assertEqual(self.alert(alert_id)["suppressed_count"], 1)

        service.healthy()
        self.assertEqual(service.alert("third")["outcome"], "paged")
        self.assertEqual(service.wait_for_page(0, count=2).json["summary"], "third")
        self.assertEqual(len(service.pages()), 2)

    def test_p17_an_escalation_is_never_early_and_at_most_a_second_late(self):
        outages = []
        for hundredths in range(50, 250, 10):
            service = self.service(delay=f"{hundredths * 10}ms")
            outages.append((service, self.alert(service.alert()["alert_id"]), hundredths / 100))

        lateness = []
        for service, alert, delay in outages:
            page = self.assert_paged_once(service, 1, opened_at(alert), delay)
            lateness.append(page.at - opened_at(alert) - delay)

        print(f"late by {min(lateness) * 1000:.1f} to {max(lateness) * 1000:.1f} ms")

    def test_p18_one_target_on_two_levels_is_paged_at_both_once_each(self):
        service = self.service(levels=0)
        everywhere = service.target("alice")
        service.page_by([[everywhere], [everywhere]], "400ms")

        alert_id = service.alert()["alert_id"]

        service.wait_until("exhausted", alert_id)
        service.wait_for_page(1)
        self.assertEqual([page.json["level"] for page in service.pages()], [0, 1])
        self.assertEqual(len({page.headers["idempotency-key"] for page in service.pages()}), 2)


class PagingAcrossKills(Scenario):
    def test_p08_a_timeout_that_is_delivered_twice_escalates_once(self):
        service = self.service(levels=3, delay="2s")
        alert_id = service.alert()["alert_id"]

        # Killed the moment its page is out, the timeout's outcome may be done or not; the store
        # must have both the page and the next timer, or neither.
        service.wait_for_page(1)
        self.tocsin.kill()
        self.start_again()

        service.wait_for_page(2)
        times = {n["level"]: moment(n["created_at"]) for n in self.notifications(alert_id)}
        self.assertEqual(sorted(times), [0, 1, 2])
        self.assertEqual(len(self.notifications(alert_id)), 3)
        self.assertGreaterEqual(times[2], times[1] + 2)
        self.assertEqual(len({page.headers["idempotency-key"] for page in service.pages(1)}), 1)

    def test_p15_a_timeout_that_fell_due_while_it_was_down_pages_one_level_once(self):
        service = self.service(levels=3, delay="1s")
        alert = self.alert(service.alert()["alert_id"])
        service.wait_for_page(0)
        # A page whose answer was not kept before the kill would rightly come again.
        eventually("the page is known to have arrived",
                   lambda: self.notifications(alert["id"])[0]["status"] == "sent")
        self.tocsin.kill()

        pause_until(opened_at(alert) + 2.5)  # longer than two delays
        self.assertEqual(len(service.pages()), 1)
        restarted_at = time.time()
        self.start_again()
        ready_at = time.time()

        page = service.wait_for_page(1)
        self.assertGreaterEqual(page.at, restarted_at)
        self.assertLessEqual(page.at, ready_at + LATE)
        second = service.wait_for_page(2)
        self.assertGreaterEqual(second.at, restarted_at + 1)
        self.assertEqual([p.json["level"] for p in service.pages()], [0, 1, 2])

    def test_p16_a_page_that_was_not_delivered_before_a_kill_arrives_with_the_same_key(self):
        service = self.service(levels=0)
        service.page_by([[service.target("alice"), service.target("bob")]], "30s")
        self.sink.hold()
        self.addCleanup(self.sink.release)
        service.alert()
        service.wait_for_page(0, count=2)  # under way, and nobody has answered

        self.tocsin.kill()
        self.sink.release()
        self.start_again()

        service.wait_for_page(0, count=4)
        for target in ("alice", "bob"):
            pages = [page for page in service.pages() if page.path == f"/{service.id}/{target}"]
            self.assertEqual(len(pages), 2, target)
            self.assertEqual(len({page.headers["idempotency-key"] for page in pages}), 1, target)
