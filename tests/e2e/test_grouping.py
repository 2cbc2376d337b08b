"""The grouping cases A1 to A19 over real HTTP and a real store."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from support.scenario import fresh, opened_at
from support.team import TeamScenario


def opened(key):
    return ("alert_opened", key)


def resolved(key):
    return ("alert_resolved", key)


class Grouping(TeamScenario):
    def test_a01_the_first_event_of_a_class_is_a_parent_and_its_webhook_hears_of_it(self):
        team = self.team()

        answer = team.send("db-1", details={"region": "eu"})

        self.assertEqual((answer["status"], answer["dedupKey"]), ("accepted", "db-1"))
        self.assertEqual((answer["outcome"], answer["type"]), ("opened", "parent"))
        alert = self.alert(answer["alert_id"])
        self.assertEqual((alert["status"], alert["type"], alert["child_count"]),
                         ("active", "parent", 0))
        self.assertEqual(alert["fields"], {"details.region": "eu"})
        team.wait_until_told(opened("db-1"))
        body = next(r.json for r in self.sink.records() if r.path == team.path)
        self.assertEqual((body["type"], body["child_count"], body["alert_id"]),
                         ("parent", 0, alert["id"]))
        self.assertEqual((body["event_manager_id"], body["severity"], body["status"]),
                         (team.id, "high", "active"))
        self.assertNotIn("level", body)

    def test_a02_another_key_of_the_class_in_the_window_is_a_child_and_no_webhook_hears_of_it(self):
        team = self.team()
        team.trigger("db-1")

        answer = team.send("db-2")

        self.assertEqual((answer["outcome"], answer["type"]), ("joined", "child"))
        self.assertEqual(team.alert("db-2")["parent_dedupKey"], "db-1")
        self.assertEqual(team.alert("db-1")["child_count"], 1)
        self.assertEqual(team.children("db-1"), ["db-2"])
        team.wait_until_told(opened("db-1"))
        self.client.get("/v1/alerts/db-2/children", event_manager_id=team.id).expect(400)

    def test_a03_another_class_is_another_parent(self):
        team = self.team()
        team.trigger("db-1")

        self.assertEqual(team.trigger("web-1", **{"class": "application"}), "opened")

        team.wait_until_told(opened("db-1"), opened("web-1"))

    def test_a04_the_window_is_fixed_at_the_parents_start_and_the_children_do_not_extend_it(self):
        team = self.team(window="2s")
        team.trigger("event-0")
        parent = team.alert("event-0")

        children, number, outcome = [], 0, "joined"
        while outcome != "opened":
            number += 1
            outcome = team.trigger(f"event-{number}")
            if outcome == "joined":
                children.append(team.alert(f"event-{number}"))

        closes_at = opened_at(parent) + 2
        self.assertGreater(len(children), 10)
        self.assertLess(opened_at(children[-1]), closes_at)
        self.assertGreaterEqual(opened_at(team.alert(f"event-{number}")), closes_at)
        self.assertEqual(team.alert("event-0")["child_count"], len(children))
        team.wait_until_told(opened("event-0"), opened(f"event-{number}"))

    def test_a05_resolving_a_child_leaves_its_parent_active(self):
        team = self.team()
        team.trigger("parent")
        team.trigger("child")

        self.assertEqual(team.resolve("child"), "resolved")

        self.assertEqual(team.alert("child")["status"], "resolved")
        parent = team.alert("parent")
        self.assertEqual((parent["status"], parent["child_count"], parent["active_children"]),
                         ("active", 1, 0))
        team.wait_until_told(opened("parent"))

    def test_a06_a_parent_resolves_with_its_last_child_and_is_told_of_once(self):
        team = self.team()
        for key in ("parent", "child-1", "child-2"):
            team.trigger(key)

        self.assertEqual(team.resolve("parent"), "resolve_requested")
        self.assert_waits_for_children(team, active=2)
        team.resolve("child-1")
        self.assert_waits_for_children(team, active=1)
        team.resolve("child-2")

        self.assertEqual(team.alert("parent")["status"], "resolved")
        team.wait_until_told(opened("parent"), resolved("parent"))

    def assert_waits_for_children(self, team, active):
        parent = team.alert("parent")
        self.assertEqual((parent["status"], parent["resolve_requested"], parent["active_children"]),
                         ("active", True, active))
        team.wait_until_told(opened("parent"))

    def test_a07_two_children_that_resolve_at_once_resolve_their_parent_once(self):
        teams = [self.team() for _ in range(10)]
        for team in teams:
            for key in ("parent", "child-1", "child-2"):
                team.trigger(key)
            team.resolve("parent")
        at_once = threading.Barrier(2)

        def resolve_all(child):
            client = self.tocsin.client()
            for team in teams:
                at_once.wait(30)
                team.resolve(child, client=client)
            client.close()

        with ThreadPoolExecutor(2) as resolvers:
            list(resolvers.map(resolve_all, ["child-1", "child-2"]))

        for team in teams:
            self.assertEqual(team.alert("parent")["status"], "resolved")
            team.wait_until_told(opened("parent"), resolved("parent"))

    def test_a08_a_parent_that_nobody_resolved_outlives_its_children(self):
        team = self.team()
        for key in ("parent", "child-1", "child-2"):
            team.trigger(key)

        team.resolve("child-1")
        team.resolve("child-2")

        self.assertEqual(team.alert("parent")["status"], "active")
        self.assertFalse(team.alert("parent")["resolve_requested"])

    def test_a09_the_same_key_again_is_counted_and_can_only_make_it_graver(self):
        team = self.team()
        team.trigger("db-1", severity="medium")

        self.assertEqual(team.trigger("db-1", severity="critical"), "repeated")
        self.assertEqual(team.trigger("db-1", severity="low"), "repeated")

        alert = team.alert("db-1")
        self.assertEqual((alert["event_count"], alert["severity"]), (3, "critical"))
        self.assertEqual(len(self.client.all("/v1/alerts", event_manager_id=team.id)), 1)
        team.wait_until_told(opened("db-1"))

    def test_a09_a_graver_child_of_an_acknowledged_parent_pages(self):
        service = self.service(delay="10m")
        team = self.team(service=service)
        team.trigger("slow", severity="low")
        service.wait_for_page(0)
        self.acknowledge(team.alert("slow")["id"])

        self.assertEqual(team.trigger("gone", severity="critical"), "joined")

        page = service.wait_for_page(0, count=2)
        self.assertEqual(page.json["summary"], "about gone")
        parent = team.alert("slow")
        self.assertEqual((parent["status"], parent["severity"]), ("active", "critical"))

    def test_a09_a_graver_alert_of_the_service_takes_its_outage_over_after_a_crash_too(self):
        service = self.service(delay="10m")
        team = self.team(service=service)
        team.trigger("slow", severity="low")
        service.wait_for_page(0)
        self.tocsin.kill()
        self.start_again()

        alert = service.alert("the rack burns", severity="critical")
        self.assertEqual(alert["outcome"], "paged")
        self.tocsin.kill()
        self.start_again()

        service.wait_for_page(0, count=2)
        self.assertEqual(team.alert("slow")["escalation"], "none")
        self.assertEqual(self.alert(alert["alert_id"])["escalation"], "escalating")
        self.assertEqual(service.alert("smoke", severity="high")["outcome"], "suppressed")

    def test_a10_a_resolved_parent_takes_no_children_though_its_window_is_open(self):
        team = self.team()
        team.trigger("db-1")
        team.resolve("db-1")

        self.assertEqual(team.trigger("db-2"), "opened")

        self.assertEqual(team.alert("db-2")["type"], "parent")
        team.wait_until_told(opened("db-1"), resolved("db-1"), opened("db-2"))

    def test_a11_a_trigger_of_the_parent_withdraws_its_requested_resolve(self):
        team = self.team()
        team.trigger("parent")
        team.trigger("child")
        team.resolve("parent")

        team.trigger("parent")
        self.assertFalse(team.alert("parent")["resolve_requested"])
        team.resolve("child")

        self.assertEqual(team.alert("parent")["status"], "active")
        team.wait_until_told(opened("parent"))

    def test_a12_a_trigger_of_a_resolved_alert_is_a_new_episode_that_is_told_of(self):
        team = self.team()
        first = team.send("db-1")
        team.resolve("db-1")

        second = team.send("db-1")

        self.assertEqual((second["outcome"], second["type"]), ("opened", "parent"))
        self.assertNotEqual(second["alert_id"], first["alert_id"])
        self.assertEqual(self.alert(first["alert_id"])["status"], "resolved")
        self.assertEqual(team.alert("db-1")["id"], second["alert_id"])
        team.wait_until_told(opened("db-1"), resolved("db-1"), opened("db-1"))

    def test_a12_a_trigger_of_a_resolved_alert_joins_the_parent_that_is_open(self):
        team = self.team()
        team.trigger("parent")
        team.trigger("child")
        team.resolve("child")

        self.assertEqual(team.trigger("child"), "joined")

        parent = team.alert("parent")
        self.assertEqual((parent["child_count"], parent["active_children"]), (2, 1))
        team.wait_until_told(opened("parent"))

    def test_a13_a_resolve_that_overtakes_its_trigger_leaves_nothing_active(self):
        team = self.team()
        now = datetime.datetime.now(datetime.timezone.utc)
        before = now - datetime.timedelta(seconds=1)
        self.assertEqual(team.resolve("db-1", occurred_at=before.isoformat()), "no_open_alert")

        self.assertEqual(team.trigger("db-1", occurred_at=now.isoformat()), "overtaken")

        self.assertEqual(team.alert("db-1")["status"], "resolved")
        self.assertEqual(team.trigger("db-1"), "opened")

    def test_a_time_that_nobody_can_believe_neither_decides_nor_shows(self):
        team = self.team()
        for time in ("0001-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"):
            with self.subTest(time=time):
                key = fresh("db")
                team.trigger(key, occurred_at=time)
                alert = team.alert(key)
                self.assertEqual(alert["occurred_at"], alert["opened_at"])

                self.assertEqual(team.resolve(key, occurred_at=time), "resolved")

    def test_a14_a_resolve_of_an_unknown_key_is_accepted_and_opens_nothing(self):
        team = self.team()

        answer = team.send("nothing", "resolve")

        self.assertEqual(answer["outcome"], "no_open_alert")
        self.assertNotIn("alert_id", answer)
        self.client.get("/v1/alerts/nothing", event_manager_id=team.id).expect(404)

    def test_a15_one_key_in_two_event_managers_is_two_alerts(self):
        one, other = self.team(), self.team()
        key = fresh("a/key:with%signs")
        one.trigger(key)
        self.assertEqual(other.trigger(key), "opened")

        ambiguous = self.client.get("/v1/alerts/" + quote(key, safe=""))
        self.assertEqual(ambiguous.status, 409)
        self.assertIn(one.id, ambiguous.json["detail"])
        self.assertIn(other.id, ambiguous.json["detail"])

        one.resolve(key)
        self.assertEqual(one.alert(key)["status"], "resolved")
        self.assertEqual(other.alert(key)["status"], "active")
        self.assertEqual(other.trigger("another"), "joined")
        self.assertEqual(one.trigger("another"), "opened")
        one.wait_until_told(opened(key), resolved(key), opened("another"))
        other.wait_until_told(opened(key))

    def test_a16_a_parent_waits_for_a_child_that_joins_after_its_resolve_too(self):
        team = self.team()
        team.trigger("parent")
        team.trigger("child")
        team.resolve("parent")

        self.assertEqual(team.trigger("late"), "joined")
        team.resolve("child")
        self.assertEqual(team.alert("parent")["status"], "active")
        team.resolve("late")

        self.assertEqual(team.alert("parent")["status"], "resolved")
        team.wait_until_told(opened("parent"), resolved("parent"))

    def test_a17_an_event_that_lacks_something_or_says_nonsense_names_the_field(self):
        team = self.team()
        required = ("event_manager_id", "summary", "severity", "action", "dedupKey")
        for action in ("trigger", "resolve"):
            for name in required:
                event = team.event("db-1", action)
                del event[name]
                self.assert_refused(event, f"/{name}")
        self.assert_refused(team.event("db-1", severity="URGENT"), "/severity")
        self.assert_refused(team.event("db-1", severity="High"), "/severity")
        self.assert_refused(team.event("db-1", "explode"), "/action")
        for name in required:
            self.assert_refused(team.event("db-1") | {name: ""}, f"/{name}")

        unknown = team.event("db-1") | {"event_manager_id": "nobody"}
        self.client.post("/v1/events", unknown).expect(404)
        self.assertEqual(self.client.all("/v1/alerts", event_manager_id=team.id), [])

    def assert_refused(self, event, pointer):
        with self.subTest(pointer=pointer, event=event):
            answer = self.client.post("/v1/events", event).expect(400)
            self.assertEqual(answer.headers["content-type"], "application/problem+json")
            self.assertIn(pointer, answer.pointers)

    def test_a18_a_put_replaces_as_a_whole_and_what_is_used_cannot_be_deleted(self):
        team = self.team()
        path = f"/v1/event-managers/{team.id}"
        self.client.put(path, {"name": "n", "grouping_rule_id": team.rule, "description": "d"}
                        ).expect(200)
        self.client.put(path, {"name": "m", "grouping_rule_id": team.rule}).expect(200)
        manager = self.client.get(path).expect(200).json
        self.assertEqual(manager["name"], "m")
        self.assertNotIn("description", manager)
        self.assertNotIn("notification_config", manager)

        self.client.delete(f"/v1/grouping-rules/{team.rule}").expect(409)
        self.client.get(f"/v1/grouping-rules/{team.rule}").expect(200)
        self.client.delete(path).expect(204)
        self.client.delete(path).expect(404)
        self.client.delete(f"/v1/grouping-rules/{team.rule}").expect(204)
        self.client.get(f"/v1/grouping-rules/{team.rule}").expect(404)

    def test_a18_an_event_manager_that_an_open_alert_needs_cannot_be_deleted(self):
        team = self.team()
        team.trigger("db-1")
        path = f"/v1/event-managers/{team.id}"

        refused = self.client.delete(path).expect(409)
        self.assertIn(f"is in use by alert {team.alert('db-1')['id']}", refused.json["detail"])

        self.assertEqual(team.resolve("db-1"), "resolved")
        team.wait_until_told(opened("db-1"), resolved("db-1"))
        self.client.delete(path).expect(204)

    def test_what_a_get_shows_can_be_put_again(self):
        team = self.team()
        service = self.service()
        service.alert()
        for path in (f"/v1/event-managers/{team.id}", f"/v1/grouping-rules/{team.rule}",
                     f"/v1/services/{service.id}",
                     f"/v1/escalation-policies/policy-of-{service.id}"):
            with self.subTest(path=path):
                before = self.client.get(path).expect(200).json
                self.client.put(path, before).expect(200)
                after = self.client.get(path).expect(200).json
                for changed in ("updated_at", "version"):
                    before.pop(changed, None)
                    after.pop(changed, None)
                self.assertEqual(after, before)

    def test_a18_a_window_is_said_once_or_twice_alike(self):
        rule = {"name": "r", "grouping_key": "class", "time_window_minutes": 5}
        self.client.post("/v1/grouping-rules", rule | {"time_window": "5m"}).expect(201)
        answer = self.client.post("/v1/grouping-rules", rule | {"time_window": "6m"}).expect(400)
        self.assertEqual(answer.pointers, ["/time_window"])

    def test_a18_a_window_is_a_number_of_minutes_above_none(self):
        for minutes in (0, -1, "5", 1.5, None, 525601):
            with self.subTest(minutes=minutes):
                rule = {"name": "r", "grouping_key": "class", "time_window_minutes": minutes}
                answer = self.client.post("/v1/grouping-rules", rule).expect(400)
                self.assertEqual(answer.pointers, ["/time_window_minutes"])
        rule = {"name": "r", "grouping_key": "class", "time_window_minutes": 5}
        self.assertEqual(self.client.post("/v1/grouping-rules", rule).expect(201).json["time_window"],
                         "5m")
        rule["time_window_minutes"] = 5.0
        self.assertEqual(self.client.post("/v1/grouping-rules", rule).expect(201).json["time_window"],
                         "5m")

    def test_a19_an_open_group_keeps_the_window_that_its_rule_had(self):
        team = self.team(window="30s")
        team.trigger("parent")

        team.set_window("100ms")
        self.let_pass(0.3)

        self.assertEqual(team.trigger("child"), "joined")
        team.resolve("child")
        team.resolve("parent")
        team.trigger("next")
        self.let_pass(0.3)
        self.assertEqual(team.trigger("later"), "opened")

    def test_a_group_can_be_kept_by_any_field_and_what_lacks_it_stays_alone(self):
        team = self.team(key="details.region")
        team.trigger("eu-1", details={"region": "eu"})

        self.assertEqual(team.trigger("eu-2", details={"region": "eu"}), "joined")
        self.assertEqual(team.trigger("us-1", details={"region": "us"}), "opened")
        self.assertEqual(team.trigger("alone-1"), "opened")
        self.assertEqual(team.trigger("alone-2"), "opened")

    def test_an_event_id_has_one_effect_and_one_answer(self):
        team = self.team()
        event_id = fresh("event")
        first = team.send("db-1", event_id=event_id)

        self.assertEqual(team.send("db-1", event_id=event_id), first)

        self.assertEqual(team.alert("db-1")["event_count"], 1)
