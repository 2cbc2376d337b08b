"""Clients, rules and endpoints, and which alerts they match: the cases L1 to L4, L14 and L15."""

import collections
import json

from support.client import NOTHING
from support.scenario import fresh
from support.subscriber import SubscriptionScenario, endpoint, new_alert_id
from support.team import Team
from support.tokens import TokenScenario
from support.waiting import eventually

LISTS = ("clients", "rules", "endpoints")


class Matching(SubscriptionScenario):
    def test_l01_one_notification_names_all_rules_of_a_client_that_match(self):
        source, name = fresh("source"), fresh("name")
        subscriber = self.subscriber()
        rules = [subscriber.rule("LOW", source, name), subscriber.rule("*", source, name),
                 subscriber.rule("LOW", "*", name), subscriber.rule("LOW", source, "*")]
        subscriber.rule("HIGH", source, name)
        subscriber.rule("LOW", fresh("source"), name)
        alert_id = new_alert_id()

        answer = self.announce("LOW", source, name, alert_id, context={"region": "eu"})

        self.assertEqual((answer["status"], answer["outcome"], answer["alert_id"]),
                         ("accepted", "announced", alert_id))
        notification = subscriber.wait_for_notification("sent")
        self.assertEqual(sorted(notification["rule_ids"]), sorted(r["rule_id"] for r in rules))
        self.assertEqual((notification["client_id"], notification["alert_id"], notification["kind"]),
                         (subscriber.id, alert_id, "match"))
        self.assertEqual([notification[field] for field in ("severity", "source", "name", "context")],
                         ["LOW", source, name, {"region": "eu"}])
        self.assertEqual(len(subscriber.told()), 1)
        by_id = self.client.get(f"/v1/notifications/{notification['notification_id']}")
        self.assertEqual(by_id.expect(200).json, notification)
        by_query = self.client.get("/v1/notifications",
                                   notification_id=notification["notification_id"])
        self.assertEqual(by_query.expect(200).json, notification)

    def test_each_mask_of_wildcards_matches_what_it_names_and_nothing_else(self):
        source, name = fresh("source"), fresh("name")
        pattern = ("LOW", source, name)
        others = ("HIGH", fresh("source"), fresh("name"))
        for mask in range(7):  # 7 would be every alert
            is_any = [bool(mask >> field & 1) for field in range(3)]
            wanted = ["*" if any_ else word for any_, word in zip(is_any, pattern)]
            subscriber = self.subscriber()
            subscriber.rule(*wanted)
            with self.subTest(rule=wanted):
                expected = []
                for changed in range(8):
                    differs = [bool(changed >> field & 1) for field in range(3)]
                    alert = [other if changed_ else word
                             for changed_, word, other in zip(differs, pattern, others)]
                    self.announce(*alert)
                    if not any(d and not a for d, a in zip(differs, is_any)):
                        expected.append(alert)
                told = [[n["severity"], n["source"], n["name"]] for n in subscriber.notifications()]
                self.assertEqual(sorted(told), sorted(expected))
            self.client.delete(f"/v1/clients/{subscriber.id}").expect(204)

    def test_l02_alerts_of_two_sources_are_two_alerts_though_their_ids_are_alike(self):
        one, other = fresh("source"), fresh("source")
        subscriber = self.subscriber()
        for source in (one, other):
            subscriber.rule("*", source)
        for alert_id in (new_alert_id(), fresh("INC0010001")):
            with self.subTest(alert_id=alert_id):
                outcomes = [self.announce("HIGH", source, "n", alert_id)["outcome"]
                            for source in (one, other, one, other)]
                self.assertEqual(outcomes, 2 * ["announced"] + 2 * ["already_announced"])
                found = self.client.all("/v1/notifications", alert_id=alert_id)
                self.assertEqual(sorted(n["source"] for n in found), sorted([one, other]))

    def test_l02_each_client_is_told_once_however_often_the_alert_is_sent_again(self):
        source = fresh("source")
        both = [self.subscriber(), self.subscriber()]
        for subscriber in both:
            subscriber.rule("*", source)
        for alert_id in (new_alert_id(), f"not a UUID: {source}"):
            with self.subTest(alert_id=alert_id):
                outcomes = [self.announce("HIGH", source, "n", alert_id)["outcome"]
                            for _ in range(4)]
                self.assertEqual(outcomes, ["announced"] + 3 * ["already_announced"])
                found = self.client.all("/v1/notifications", alert_id=alert_id)
                self.assertEqual(sorted(n["client_id"] for n in found),
                                 sorted(subscriber.id for subscriber in both))
        for subscriber in both:
            subscriber.wait_until_told(2)
            self.assertEqual(len(subscriber.notifications()), 2)

    def test_a_batch_tells_each_client_once_too_and_names_what_is_bad(self):
        source = fresh("source")
        subscriber = self.subscriber()
        subscriber.rule("*", source)
        team = Team(self)
        alert = {"alert_id": new_alert_id(), "severity": "LOW", "source": source, "name": "n"}
        bad = [{**alert, "severity": "URGENT"}, {**alert, "source": ""}]
        odd = [{**alert, "more": 1}, {**alert, "context": ["a"]}, {**alert, "event_ts": "now"}]

        answer = self.client.post("/v1/events/batch", [alert, *bad, *odd, team.event("k"), alert])

        report = answer.expect(202).json
        def pointers_of(items):
            return [(item["index"], item["errors"][0]["pointer"]) for item in items]
        self.assertEqual(report["accepted"], 6)
        self.assertEqual(pointers_of(report["rejected"]), [(1, "/severity"), (2, "/source")])
        self.assertEqual(pointers_of(report["set_aside"]),
                         [(3, "/more"), (4, "/context"), (5, "/event_ts")])
        subscriber.wait_until_told()
        self.assertEqual(len(subscriber.notifications()), 1)
        self.assertEqual(team.alert("k")["status"], "active")

    def test_words_are_compared_letter_by_letter_and_severities_by_what_they_mean(self):
        source = fresh("source")
        self.subscriber().rule("MEDIUM", source, "Name")
        for severity, its_source, name, outcome in (
                ("MEDIUM", source, "Name", "announced"),
                ("medium", source, "Name", "announced"),
                ("warning", source, "Name", "announced"),
                ("MEDIUM", source, "name", "unmatched"),
                ("MEDIUM", source.upper(), "Name", "unmatched"),
                ("MEDIUM", source, "Name ", "unmatched"),
                ("INFO", source, "Name", "unmatched")):
            with self.subTest(severity=severity, source=its_source, name=name):
                self.assertEqual(self.announce(severity, its_source, name)["outcome"], outcome)

    def test_an_alert_of_a_service_is_matched_by_the_service(self):
        service = self.service(levels=0)
        subscriber = self.subscriber()
        subscriber.rule("HIGH", service.id)

        alert_id = service.alert("it is down", severity="high")["alert_id"]

        notification = subscriber.wait_for_notification("sent")
        self.assertEqual((notification["alert_id"], notification["source"]), (alert_id, service.id))

    def test_an_event_is_matched_by_its_manager_and_class(self):
        team = Team(self)
        subscriber = self.subscriber()
        rule = subscriber.rule("HIGH", team.id, "infrastructure")

        team.trigger("db-1", region="eu")
        self.assertEqual(team.trigger("db-2"), "joined")  # of a child nobody is told
        self.assertEqual(team.trigger("db-1"), "repeated")

        notification = subscriber.wait_for_notification("sent")
        self.assertEqual(notification["alert_id"], team.alert("db-1")["id"])
        self.assertEqual((notification["source"], notification["name"], notification["rule_ids"]),
                         (team.id, "infrastructure", [rule["rule_id"]]))
        self.assertEqual(notification["context"], {"region": "eu"})

    def test_an_event_of_a_manager_with_a_service_is_matched_by_the_service(self):
        service = self.service(levels=0)
        team = Team(self, service=service)
        by_service, by_team = self.subscriber(), self.subscriber()
        by_service.rule("*", service.id, "infrastructure")
        by_team.rule("*", team.id)

        team.trigger("db-1")

        by_service.wait_for_notification("sent")
        self.assertEqual(by_team.notifications(), [])

    def test_what_an_event_says_of_its_source_and_name_counts_more(self):
        team = Team(self)
        source, name = fresh("source"), fresh("name")
        said, derived = self.subscriber(), self.subscriber()
        said.rule("*", source, name)
        derived.rule("*", team.id)

        team.trigger("db-1", source=source, name=name)

        said.wait_for_notification("sent")
        self.assertEqual(derived.notifications(), [])

    def test_an_alert_that_opens_again_is_news_again(self):
        team = Team(self)
        subscriber = self.subscriber()
        subscriber.rule("*", team.id)
        for _ in range(2):
            team.trigger("db-1")
            team.resolve("db-1")

        subscriber.wait_until_told(2)
        self.assertEqual(len({n["alert_id"] for n in subscriber.notifications()}), 2)


class Changes(SubscriptionScenario):
    def test_l04_a_rule_that_is_switched_is_so_for_the_next_alert(self):
        source = fresh("source")
        rule = self.subscriber().rule("*", source)
        other = self.tocsin.client()
        self.addCleanup(other.close)
        for round_ in range(50):
            with self.subTest(round=round_):
                rule = self.toggle(rule, False)
                self.assertIs(rule["enabled"], False)
                self.assertEqual(self.announce(source=source, client=other)["outcome"], "unmatched")
                rule = self.toggle(rule, True)
                self.assertEqual(self.announce(source=source, client=other)["outcome"], "announced")
        self.assertEqual(rule["version"], 101)

    def test_every_other_change_is_in_force_before_it_is_answered(self):
        source = fresh("source")

        def outcome(name="n"):
            return self.announce(source=source, name=name)["outcome"]

        for round_ in range(50):
            with self.subTest(round=round_):
                self.assertEqual(outcome(), "unmatched")
                subscriber = self.subscriber()
                rule = subscriber.rule("*", source, "n")
                self.assertEqual(outcome(), "announced")
                self.update(rule, name="m").expect(200)
                self.assertEqual((outcome("n"), outcome("m")), ("unmatched", "announced"))
                self.client.post(f"/v1/clients/{subscriber.id}/disable").expect(200)
                self.assertEqual(outcome("m"), "unmatched")
                self.client.post(f"/v1/clients/{subscriber.id}/enable").expect(200)
                self.assertEqual(outcome("m"), "announced")
                self.client.delete(f"/v1/rules/delete?rule_id={rule['rule_id']}").expect(204)
                self.assertEqual(outcome("m"), "unmatched")

    def update(self, rule, **fields):
        body = {**{key: rule[key] for key in ("severity", "source", "name", "version")}, **fields}
        return self.client.put(f"/v1/rules/update?rule_id={rule['rule_id']}", body)

    def test_l04_a_version_may_be_written_as_any_whole_number(self):
        rule = self.subscriber().rule("LOW", fresh("source"), "n")

        self.assertEqual(self.update({**rule, "version": 1.0}).expect(200).json["version"], 2)
        self.assertEqual(self.update({**rule, "version": 1e300}).expect(400).pointers, ["/version"])
        self.assertEqual(self.update({**rule, "version": 1.5}).expect(400).pointers, ["/version"])

    def test_l04_a_stale_version_changes_nothing(self):
        source = fresh("source")
        rule = self.subscriber().rule("LOW", source, "n")
        current = self.update(rule, name="m").expect(200).json
        self.assertEqual((current["version"], current["name"]), (2, "m"))
        path = f"/v1/rules/{rule['rule_id']}"

        stale = (self.update(rule, name="o"), self.update({**rule, "version": 3}),
                 self.client.post(f"/v1/rules/toggle?rule_id={rule['rule_id']}",
                                  {"enabled": False, "version": 1}))

        for answer in stale:
            answer.expect(409)
            self.assertEqual(answer.headers["content-type"], "application/problem+json")
            self.assertIn("expected version 2", answer.json["detail"])
        self.assertEqual(self.client.get(path).expect(200).json, current)

    def test_l03_what_a_rule_may_not_be(self):
        subscriber = self.subscriber()
        good = {"client_id": subscriber.id, "severity": "LOW", "source": fresh("s"), "name": "n"}
        for changed, status, pointers in (
                ({"severity": "*", "source": "*", "name": "*"}, 400, [""]),
                ({"severity": "high"}, 400, ["/severity"]),
                ({"severity": "URGENT"}, 400, ["/severity"]),
                ({"severity": "UNSPECIFIED"}, 400, ["/severity"]),
                ({"severity": ""}, 400, ["/severity"]),
                ({"severity": None}, 400, ["/severity"]),
                ({"source": ""}, 400, ["/source"]),
                ({"name": 7}, 400, ["/name"]),
                ({"client_id": fresh("nobody")}, 404, ["/client_id"]),
                ({"more": 1}, 400, ["/more"])):
            with self.subTest(changed=changed):
                answer = self.client.post("/v1/rules", {**good, **changed}).expect(status)
                self.assertEqual(answer.headers["content-type"], "application/problem+json")
                self.assertEqual(answer.pointers, pointers)
        for missing in good:
            with self.subTest(missing=missing):
                body = {key: value for key, value in good.items() if key != missing}
                answer = self.client.post("/v1/rules", body).expect(400)
                self.assertEqual(answer.pointers, [f"/{missing}"])
        self.assertEqual(self.rules(client_id=subscriber.id), [])

    def test_l03_the_same_rule_twice_is_a_conflict_also_with_wildcards_and_by_a_change(self):
        subscriber, source = self.subscriber(), fresh("source")
        for pattern in (("LOW", source, "n"), ("*", source, "n"), ("LOW", "*", source),
                        ("*", source, "*")):
            with self.subTest(pattern=pattern):
                subscriber.rule(*pattern)
                body = dict(zip(("severity", "source", "name"), pattern), client_id=subscriber.id)
                self.client.post("/v1/rules", body).expect(409)
        other = subscriber.rule("HIGH", source, "n")
        self.update(other, severity="LOW").expect(409)
        self.update(other, severity="*").expect(409)
        self.update(other, severity="*", source="*", name="*").expect(400)
        self.assertEqual(self.client.get("/v1/rules", rule_id=other["rule_id"]).json, other)
        self.subscriber().rule("LOW", source, "n")  # another client may have the same

    def test_a_duplicate_keeps_its_wording_and_says_what_to_do(self):
        rule = self.subscriber().rule("LOW", fresh("source"), "n", endpoints=[])
        body = {name: rule[name] for name in ("client_id", "severity", "source", "name")}
        answer = self.client.post("/v1/rules", body).expect(409)
        self.assertEqual(answer.json["detail"], f"Rule already exists: {rule['rule_id']}")
        self.assertEqual(answer.json["errors"], [
            {"pointer": "", "detail": f"must differ from subscription rule {rule['rule_id']}; "
                                      "change or delete that one"}])

        body = {"rule_id": rule["rule_id"], "type": "console", "value": "a"}
        self.client.post("/v1/endpoints", body).expect(201)
        answer = self.client.post("/v1/endpoints", body).expect(409)
        self.assertEqual(answer.json["detail"], "Endpoint already exists")
        self.assertEqual(answer.json["errors"], [
            {"pointer": "/value", "detail": "must not be the address of another endpoint of the "
                                            "subscription rule; change or delete that one"}])

    def test_a_client_is_made_once_and_can_be_renamed(self):
        client_id = fresh("client")
        body = {"client_id": client_id, "name": "first"}
        made = self.client.post("/v1/clients", body).expect(201).json
        self.assertEqual((made["client_id"], made["name"], made["enabled"]),
                         (client_id, "first", True))
        self.client.post("/v1/clients", body).expect(409)
        renamed = self.client.put(f"/v1/clients/{client_id}", {"name": "second"}).expect(200).json
        self.assertEqual((renamed["name"], renamed["created_at"]), ("second", made["created_at"]))
        for bad, pointer in (({"name": "n"}, "/client_id"), ({"client_id": fresh("c")}, "/name"),
                             ({"client_id": "a b", "name": "n"}, "/client_id"),
                             ({"client_id": fresh("c"), "name": ""}, "/name")):
            with self.subTest(body=bad):
                answer = self.client.post("/v1/clients", bad).expect(400)
                self.assertEqual(answer.pointers, [pointer])
        self.client.get("/v1/clients", client_id=fresh("nobody")).expect(404)

    def test_the_documents_routes_work_as_printed(self):
        client_id, source = fresh("client"), fresh("source")
        call = self.client
        call.post("/api/v1/clients", {"client_id": client_id, "name": "n"}).expect(201)
        self.assertEqual(call.get("/api/v1/clients", client_id=client_id).expect(200).json["name"],
                         "n")
        rule = call.post("/api/v1/rules", {"client_id": client_id, "severity": "LOW",
                                           "source": source, "name": "n"}).expect(201).json
        self.assertEqual((rule["enabled"], rule["version"]), (True, 1))
        rule_id = rule["rule_id"]
        rule = call.put(f"/api/v1/rules/update?rule_id={rule_id}", {
            "severity": "HIGH", "source": source, "name": "n", "version": 1}).expect(200).json
        self.assertEqual(call.get("/api/v1/rules", rule_id=rule_id).expect(200).json, rule)
        call.post(f"/api/v1/rules/toggle?rule_id={rule_id}",
                  {"enabled": False, "version": 2}).expect(200)
        told = call.post("/api/v1/endpoints", {"rule_id": rule_id, "type": "slack",
                                               "value": "#alerts"}).expect(201).json
        endpoint_id = told["endpoint_id"]
        self.assertEqual((told["rule_id"], told["type"], told["value"], told["enabled"]),
                         (rule_id, "slack", "#alerts", True))
        changed = call.put(f"/api/v1/endpoints/update?endpoint_id={endpoint_id}",
                           {"type": "email", "value": "a@example.org"}).expect(200).json
        self.assertEqual(call.get("/api/v1/endpoints", endpoint_id=endpoint_id).expect(200).json,
                         changed)
        call.post(f"/api/v1/endpoints/toggle?endpoint_id={endpoint_id}",
                  {"enabled": False}).expect(200)
        call.post(f"/api/v1/endpoints/toggle?endpoint_id={endpoint_id}", {}).expect(400)
        call.post(f"/api/v1/rules/toggle?rule_id={rule_id}", {"version": 3}).expect(400)
        call.delete(f"/api/v1/endpoints/delete?endpoint_id={endpoint_id}").expect(204)
        call.delete(f"/api/v1/endpoints/delete?endpoint_id={endpoint_id}").expect(404)
        call.delete(f"/api/v1/rules/delete?rule_id={rule_id}").expect(204)
        call.delete(f"/api/v1/rules/delete?rule_id={rule_id}").expect(404)
        for kind in ("rule", "endpoint"):
            answer = call.delete(f"/api/v1/{kind}s/delete").expect(400)
            self.assertEqual(answer.pointers, [f"?{kind}_id"])
        call.request("PATCH", "/api/v1/rules", {}).expect(405)

    def test_an_address_must_suit_its_channel(self):
        rule = self.subscriber().rule("*", fresh("source"), endpoints=[])
        good = [("email", "a@example.org"), ("email", "a@example.org, b@example.org"),
                ("webhook", "http://127.0.0.1:9/x"), ("webhook", "https://example.org"),
                ("slack", "https://hooks.slack.com/services/T/B/x"), ("slack", "#ops"),
                ("slack", "@alice"), ("sms", "+15550100"), ("console", "here"),
                ("pagerduty", "0123456789abcdef0123456789abcdef")]
        bad = [("email", "alice"), ("email", "a b@example.org"), ("email", "a@example.org,"),
               ("email", "a;b@example.org"), ("email", "a@[127.0.0.1]"), ("email", "j\u00fc@example.org"),
               ("email", "a@b@example.org"), ("email", "a@example.org\r\nBcc: e@example.org"),
               ("webhook", "example.org"), ("webhook", "ftp://example.org/"),
               ("webhook", "https://"), ("webhook", "javascript:alert(1)"),
               ("webhook", "http://example.org/a b"), ("slack", "two words"), ("slack", "#"),
               ("sms", "5550100"), ("sms", "+0123"), ("sms", "+1 555 0100"),
               ("pagerduty", "a key"), ("pagerduty", "x" * 65)]
        for channel, address in good:
            with self.subTest(channel=channel, address=address):
                body = {"rule_id": rule["rule_id"], **endpoint(channel, address)}
                self.client.post("/v1/endpoints", body).expect(201)
                self.client.post("/v1/endpoints", body).expect(409)
        for channel, address in [*bad, *((channel, "") for channel, _ in good)]:
            with self.subTest(channel=channel, address=address):
                body = {"rule_id": rule["rule_id"], **endpoint(channel, address)}
                answer = self.client.post("/v1/endpoints", body).expect(400)
                self.assertIn("/value", answer.pointers)
        for channel in ("fax", "EMAIL", "", None):
            with self.subTest(channel=channel):
                body = {"rule_id": rule["rule_id"], **endpoint(channel, "a@example.org")}
                self.assertEqual(self.client.post("/v1/endpoints", body).expect(400).pointers,
                                 ["/type"])
        self.assertEqual([(one["type"], one["value"]) for one in reversed(self.endpoints(rule))],
                         good)
        unknown = {"rule_id": new_alert_id(), **endpoint("slack", "#ops")}
        self.client.post("/v1/endpoints", unknown).expect(404)

    def test_what_a_get_shows_can_be_put_again(self):
        subscriber = self.subscriber()
        rule = subscriber.rule("*", fresh("source"))
        told, = self.endpoints(rule)
        for path in (f"/v1/clients/{subscriber.id}", f"/v1/rules/{rule['rule_id']}",
                     f"/v1/endpoints/{told['endpoint_id']}"):
            for enabled in (True, False):
                with self.subTest(path=path, enabled=enabled):
                    self.client.post(f"{path}/{'enable' if enabled else 'disable'}").expect(200)
                    before = self.client.get(path).expect(200).json
                    self.assertIs(before["enabled"], enabled)
                    self.client.put(path, before).expect(200)
                    after = self.client.get(path).expect(200).json
                    if "version" in before:
                        self.assertEqual(after.pop("version"), before.pop("version") + 1)
                    del before["updated_at"], after["updated_at"]
                    self.assertEqual(after, before)

    def test_what_belongs_to_something_goes_with_it(self):
        subscriber = self.subscriber()
        source = fresh("source")
        first, second = subscriber.rule("LOW", source), subscriber.rule("HIGH", source)
        (of_first,), (of_second,) = self.endpoints(first), self.endpoints(second)

        self.client.delete(f"/v1/rules/{first['rule_id']}").expect(204)

        self.assertEqual(self.endpoints(first), [])
        self.client.get(f"/v1/endpoints/{of_first['endpoint_id']}").expect(404)
        self.assertEqual(self.endpoints(second), [of_second])

        self.client.delete(f"/v1/clients/{subscriber.id}").expect(204)

        self.client.get(f"/v1/clients/{subscriber.id}").expect(404)
        self.client.get(f"/v1/rules/{second['rule_id']}").expect(404)
        self.client.get(f"/v1/endpoints/{of_second['endpoint_id']}").expect(404)
        self.assertEqual(self.rules(client_id=subscriber.id), [])
        self.assertEqual(self.announce("HIGH", source)["outcome"], "unmatched")
        body = {"client_id": subscriber.id, "name": "another of that name"}
        self.client.post("/v1/clients", body).expect(201)
        self.assertEqual(self.rules(client_id=subscriber.id), [])


class Lists(SubscriptionScenario):
    def test_l15_lists_clamp_what_they_are_asked_and_show_the_newest_first(self):
        subscriber = self.subscriber()
        rule = subscriber.rule("*", "s", "n", endpoints=[])
        for number in range(1, 60):
            subscriber.rule("LOW", f"s{number}", endpoints=[])
            self.subscriber()
            body = {"rule_id": rule["rule_id"], **endpoint("console", f"e{number}")}
            self.client.post("/v1/endpoints", body).expect(201)

        for name, total in (("clients", 60), ("rules", 60), ("endpoints", 59)):
            def listed(name=name, **query):
                return self.client.get(f"/v1/{name}", **query).expect(200).json

            whole = listed(limit=500)
            with self.subTest(list=name):
                self.assertEqual((whole["total"], whole["limit"], whole["offset"]), (total, 200, 0))
                self.assertEqual(len(whole[name]), total)
                times = [entry["created_at"] for entry in whole[name]]
                self.assertEqual(times, sorted(times, reverse=True))
            for query, limit, offset in (
                    ({}, 50, 0), ({"limit": 7, "offset": 3}, 7, 3), ({"limit": 0}, 50, 0),
                    ({"limit": -1}, 50, 0), ({"limit": "many"}, 50, 0), ({"offset": -1}, 50, 0),
                    ({"offset": "x"}, 50, 0), ({"limit": 200, "offset": total - 1}, 200, total - 1),
                    ({"offset": total}, 50, total), ({"offset": 10**6}, 50, 10**6)):
                with self.subTest(list=name, query=query):
                    page = listed(**query)
                    self.assertEqual((page["total"], page["limit"], page["offset"]),
                                     (total, limit, offset))
                    self.assertEqual(page[name], whole[name][offset:offset + limit])

        self.assertEqual(self.client.get("/v1/rules", client_id=fresh("nobody")).expect(200).json,
                         {"rules": [], "total": 0, "limit": 50, "offset": 0})

    def test_notifications_are_read_by_cursor_each_once(self):
        source = fresh("source")
        subscriber = self.subscriber()
        subscriber.rule("*", source, endpoints=[endpoint("console", "x")])
        alerts = [new_alert_id() for _ in range(25)]
        for alert_id in alerts:
            self.announce(source=source, alert_id=alert_id)

        found, query = [], {"client_id": subscriber.id, "limit": 10}
        while True:
            page = self.client.get("/v1/notifications", **query).expect(200).json
            found += [n["alert_id"] for n in page["notifications"]]
            if "next_cursor" not in page:
                break
            query["cursor"] = page["next_cursor"]
        self.assertEqual(found, alerts[::-1])


class Import(SubscriptionScenario):
    def rule_of(self, subscriber, number, **more):
        return {"client_id": subscriber.id, "severity": "LOW", "source": f"s{number}", "name": "n",
                **more}

    def total(self, **query):
        return self.client.get("/v1/rules", **query).expect(200).json["total"]

    def test_ten_thousand_rules_come_in_at_once_and_one_more_is_too_many(self):
        subscriber = self.subscriber()
        rules = [self.rule_of(subscriber, number) for number in range(10_001)]

        answer = self.client.post("/v1/rules/import", rules)
        self.assertIn(answer.status, range(400, 500))
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        self.assertEqual(self.total(client_id=subscriber.id), 0)

        answer = self.client.post("/v1/rules/import", rules[1:]).expect(202).json
        self.assertEqual(answer, {"accepted": 10_000, "rejected": []})
        self.assertEqual(self.total(client_id=subscriber.id), 10_000)
        self.assertEqual(self.announce("LOW", "s10000", "n")["outcome"], "announced")

    def test_the_good_ones_are_kept_and_each_bad_one_is_named(self):
        subscriber = self.subscriber()
        rules = [self.rule_of(subscriber, number) for number in range(9)]
        rules[1]["severity"] = "URGENT"
        rules[2]["source"] = rules[0]["source"]  # there already by then
        rules[3]["client_id"] = fresh("nobody")
        rules[4] |= {"severity": "*", "source": "*", "name": "*"}
        rules[5]["endpoints"] = [endpoint("email", "nowhere")]
        rules[6]["endpoints"] = [subscriber.webhook, subscriber.webhook]
        rules[7] = "a rule"

        for body in (rules, "\n".join(map(json.dumps, rules)).encode()):
            with self.subTest(kind=type(body)):
                answer = self.client.request("POST", "/v1/rules/import", body)
                report = answer.expect(202).json
                self.assertEqual(report["accepted"], 2)
                self.assertEqual([rejected["index"] for rejected in report["rejected"]],
                                 list(range(1, 8)))
                self.assertEqual({r["index"]: r["errors"][0]["pointer"] for r in report["rejected"]},
                                 {1: "/severity", 2: "", 3: "/client_id", 4: "",
                                  5: "/endpoints/0/value", 6: "/endpoints/1", 7: ""})
                kept = self.rules(client_id=subscriber.id)
                self.assertEqual(sorted(rule["source"] for rule in kept), ["s0", "s8"])
            for rule in kept:
                self.client.delete(f"/v1/rules/{rule['rule_id']}").expect(204)

    def test_a_rule_brings_its_endpoints_along(self):
        subscriber = self.subscriber()
        source = fresh("source")
        told = [subscriber.webhook, endpoint("email", "a@example.org")]
        rule = {"client_id": subscriber.id, "severity": "*", "source": source, "name": "*",
                "endpoints": told, "enabled": False}

        self.client.post("/v1/rules/import", [rule]).expect(202)

        kept, = self.rules(client_id=subscriber.id)
        self.assertIs(kept["enabled"], False)
        self.assertEqual(sorted((one["type"], one["value"]) for one in self.endpoints(kept)),
                         sorted((one["type"], one["value"]) for one in told))
        self.assertEqual(self.announce(source=source)["outcome"], "unmatched")


class Restart(SubscriptionScenario):
    def everything(self):
        lists = {name: self.client.get(f"/v1/{name}", limit=200).expect(200).json for name in LISTS}
        return lists | {"notifications": self.client.all("/v1/notifications")}

    def test_a_kill_loses_nothing_and_who_was_told_is_still_known(self):
        source = fresh("source")
        first, second = self.subscriber(), self.subscriber()
        rule = first.rule("*", source)
        off = second.rule("*", source)
        self.toggle(off, False)
        gone = second.rule("LOW", source)
        self.client.delete(f"/v1/rules/{gone['rule_id']}").expect(204)
        body = {"rule_id": rule["rule_id"], **endpoint("console", "x")}
        told = self.client.post("/v1/endpoints", body).expect(201).json
        self.client.post(f"/v1/endpoints/{told['endpoint_id']}/disable").expect(200)
        self.client.post(f"/v1/clients/{self.subscriber().id}/disable").expect(200)
        bulk = [{"client_id": second.id, "severity": "LOW", "source": f"{source}.{n}", "name": "n"}
                for n in range(100)]
        self.client.post("/v1/rules/import", bulk).expect(202)
        alert_id = new_alert_id()
        self.announce(source=source, alert_id=alert_id)
        first.wait_for_notification("sent")
        before = self.everything()

        for _ in range(2):
            self.tocsin.kill()
            self.start_again()

            self.assertEqual(self.everything(), before)
            again = self.announce(source=source, alert_id=alert_id)
            self.assertEqual(again["outcome"], "already_announced")
        self.assertEqual(len(first.told()), 1)
        self.assertEqual(second.notifications(), [])
        self.assertEqual(self.announce(source=source)["outcome"], "announced")
        self.assertEqual(self.announce("LOW", f"{source}.99", "n")["outcome"], "announced")
        first.wait_until_told(2)


class Generator(SubscriptionScenario):
    def generate(self, **wish):
        return self.client.post("/v1/alerts/generate", wish)

    def job(self, job_id):
        return self.client.get("/v1/alerts/generate/status", job_id=job_id).expect(200).json

    def wait_for_job(self, job_id, status):
        def has_come():
            job = self.job(job_id)
            return job if job["status"] == status else None
        return eventually(f"the job is {status}", has_come, 30)

    def stop(self, job_id):
        return self.client.post(f"/v1/alerts/generate/stop?job_id={job_id}")

    def test_l14_the_same_seed_makes_the_same_alerts_arrive(self):
        subscriber = self.subscriber()
        for severity in ("LOW", "MEDIUM", "HIGH", "CRITICAL"):
            subscriber.rule(severity)
        arrived = []
        for round_ in (1, 2):
            answer = self.generate(burst=1000, seed=7).expect(202).json
            job = self.wait_for_job(answer["job_id"], "completed")
            self.assertEqual((job["total"], job["alerts_sent"], job["config"]["seed"]),
                             (1000, 1000, 7))
            subscriber.wait_until_told(1000 * round_, deadline=20)
            bodies = [record.json for record in subscriber.told()[1000 * (round_ - 1):]]
            arrived.append(collections.Counter(
                (body["severity"], body["source"], body["name"]) for body in bodies))
        self.assertEqual(arrived[0].total(), 1000)
        self.assertGreater(len(arrived[0]), 100)
        self.assertEqual(arrived[0], arrived[1])

    def test_l14_a_job_that_is_stopped_is_cancelled_and_sends_no_more(self):
        source = fresh("source")
        subscriber = self.subscriber()
        subscriber.rule("*", source)
        answer = self.generate(rps=50, duration="1h", source=source).expect(202).json
        self.assertIn(answer["status"], ("pending", "running"))
        subscriber.wait_until_told()

        self.stop(answer["job_id"]).expect(200)

        job = self.wait_for_job(answer["job_id"], "cancelled")
        self.assertIn("completed_at", job)
        eventually("what was on its way is counted", lambda: (
            self.job(answer["job_id"])["alerts_sent"] == len(subscriber.notifications())))
        sent = len(subscriber.notifications())
        self.let_pass(0.5)
        self.assertEqual(len(subscriber.notifications()), sent)
        again = self.stop(answer["job_id"]).expect(400)
        self.assertIn("cancelled", again.json["detail"])
        listed = self.client.get("/v1/alerts/generate/list", status="cancelled").expect(200).json
        self.assertIn(answer["job_id"], [job["id"] for job in listed])

    def test_l14_shares_sum_to_a_hundred_percent(self):
        for wish, pointer in (({"severity_dist": "HIGH:99"}, "/severity_dist"),
                              ({"severity_dist": "HIGH:50,LOW:49"}, "/severity_dist"),
                              ({"source_dist": "api:101"}, "/source_dist"),
                              ({"name_dist": "timeout"}, "/name_dist"),
                              ({"severity_dist": "URGENT:100"}, "/severity_dist"),
                              ({"rps": 0}, "/rps"), ({"duration": "soon"}, "/duration"),
                              ({"severity": "high"}, "/severity")):
            with self.subTest(wish=wish):
                self.assertEqual(self.generate(**wish).expect(400).pointers, [pointer])
        self.assertEqual(self.generate(burst=1, severity_dist="HIGH:100").expect(202).status, 202)

    def test_l14_a_single_test_alert_is_the_documents_one(self):
        subscriber = self.subscriber()
        subscriber.rule("LOW", "test-source", "test-name")

        job_id = self.generate(single_test=True).expect(202).json["job_id"]

        subscriber.wait_for_notification("sent")
        self.assertEqual(self.wait_for_job(job_id, "completed")["alerts_sent"], 1)

    def test_an_unknown_job_is_not_found(self):
        self.client.get("/v1/alerts/generate/status", job_id=new_alert_id()).expect(404)
        self.stop(new_alert_id()).expect(404)
        self.client.get("/v1/alerts/generate/status").expect(400)


class Tenants(SubscriptionScenario, TokenScenario):
    def setUp(self):
        super().setUp()
        self.theirs = self.as_role("admin", "theirs")

    def test_what_is_foreign_is_neither_seen_nor_changed_nor_told(self):
        source = fresh("source")
        theirs_before = self.lists_of(self.theirs)
        subscriber = self.subscriber()
        rule = subscriber.rule("*", source)
        told, = self.endpoints(rule)
        silent = self.subscriber()
        silent.rule("*", source, endpoints=[])
        alert_id = new_alert_id()
        self.announce(source=source, alert_id=alert_id)
        notification = subscriber.wait_for_notification("sent")
        failed, = silent.failed()
        ours = self.lists_of(self.client)

        self.assertEqual(self.lists_of(self.theirs), theirs_before)
        rule_id, endpoint_id = rule["rule_id"], told["endpoint_id"]
        change = {"severity": "LOW", "source": "x", "name": "y", "version": 1}
        for method, path, body in (
                ("GET", f"/v1/clients/{subscriber.id}", NOTHING),
                ("GET", f"/v1/clients?client_id={subscriber.id}", NOTHING),
                ("DELETE", f"/v1/clients/{subscriber.id}", NOTHING),
                ("POST", f"/v1/clients/{subscriber.id}/disable", NOTHING),
                ("GET", f"/v1/rules/{rule_id}", NOTHING),
                ("PUT", f"/v1/rules/{rule_id}", change),
                ("PUT", f"/v1/rules/update?rule_id={rule_id}", change),
                ("POST", f"/v1/rules/toggle?rule_id={rule_id}", {"enabled": False}),
                ("DELETE", f"/v1/rules/{rule_id}", NOTHING),
                ("POST", "/v1/rules", {"client_id": subscriber.id, **change}),
                ("POST", "/v1/endpoints", {"rule_id": rule_id, **endpoint("slack", "#x")}),
                ("GET", f"/v1/endpoints/{endpoint_id}", NOTHING),
                ("PUT", f"/v1/endpoints/{endpoint_id}", endpoint("slack", "#x")),
                ("POST", f"/v1/endpoints/toggle?endpoint_id={endpoint_id}", {"enabled": False}),
                ("DELETE", f"/v1/endpoints/{endpoint_id}", NOTHING),
                ("GET", f"/v1/notifications/{notification['notification_id']}", NOTHING),
                ("POST", f"/v1/failed-notifications/{failed['notification_id']}/retry", NOTHING)):
            with self.subTest(request=f"{method} {path}"):
                if method == "POST" and path == "/v1/rules":
                    body.pop("version")
                self.theirs.request(method, path, body).expect(404)
        everything = self.theirs.post("/v1/failed-notifications/retry", {}).expect(202).json
        self.assertEqual((everything["retried"], everything["skipped"]), (0, 0))
        foreign_import = self.theirs.post("/v1/rules/import", [
            {"client_id": subscriber.id, "severity": "LOW", "source": "x", "name": "y"}])
        self.assertEqual(foreign_import.expect(202).json["accepted"], 0)

        self.assertEqual(self.announce(source=source, client=self.theirs)["outcome"], "unmatched")
        self.assertEqual(self.lists_of(self.client), ours)

    def lists_of(self, client):
        """All that a client sees, once nothing is under way any more."""
        eventually("all is delivered", lambda: not client.all("/v1/notifications", status="pending"))
        shown = {name: client.get(f"/v1/{name}", limit=200).expect(200).json for name in LISTS}
        return shown | {name: client.get(f"/v1/{name}", limit=200).expect(200).json
                        for name in ("notifications", "failed-notifications")}

    def test_two_tenants_may_use_the_same_names_and_alert_ids(self):
        source, name, alert_id = fresh("source"), fresh("client"), new_alert_id()
        rule = {"client_id": name, "severity": "*", "source": source, "name": "*"}
        for client, path in ((self.client, "ours"), (self.theirs, "theirs")):
            client.post("/v1/clients", {"client_id": name, "name": path}).expect(201)
            told = endpoint("webhook", self.sink.url(f"/{name}/{path}"))
            client.post("/v1/rules", {**rule, "endpoints": [told]}).expect(201)

        for client in (self.client, self.theirs):
            answer = self.announce(source=source, alert_id=alert_id, client=client)
            self.assertEqual(answer["outcome"], "announced")

        def told(records):
            paths = [r.path for r in records if r.path.startswith(f"/{name}/")]
            return sorted(paths) if len(paths) >= 2 else None
        self.assertEqual(self.sink.wait_for(told), [f"/{name}/ours", f"/{name}/theirs"])
        self.theirs.delete(f"/v1/clients/{name}").expect(204)
        self.assertEqual(self.client.get(f"/v1/clients/{name}").expect(200).json["name"], "ours")
        self.assertEqual(self.announce(source=source)["outcome"], "announced")

    def test_a_viewer_sees_and_changes_nothing(self):
        subscriber = self.subscriber()
        rule = subscriber.rule("*", fresh("source"), endpoints=[])
        viewer = self.as_role("viewer")
        path = f"/v1/rules/{rule['rule_id']}"
        new_rule = {"client_id": subscriber.id, "severity": "LOW", "source": "s", "name": "n"}
        before = self.lists_of(viewer)
        for method, where, body in (
                ("POST", "/v1/clients", {"client_id": fresh("c"), "name": "n"}),
                ("DELETE", f"/v1/clients/{subscriber.id}", NOTHING),
                ("POST", "/v1/rules", new_rule), ("POST", "/v1/rules/import", [new_rule]),
                ("POST", f"/v1/rules/toggle?rule_id={rule['rule_id']}", {"enabled": False}),
                ("POST", f"{path}/disable", NOTHING), ("DELETE", path, NOTHING),
                ("POST", "/v1/endpoints",
                 {"rule_id": rule["rule_id"], **endpoint("slack", "#x")}),
                ("POST", "/v1/alerts/generate", {"burst": 1}),
                ("POST", "/v1/failed-notifications/retry", {}),
                ("POST", "/v1/events", {"alert_id": "a", "severity": "LOW", "source": "s",
                                        "name": "n"})):
            with self.subTest(request=f"{method} {where}"):
                viewer.request(method, where, body).expect(403)
        self.assertEqual(self.lists_of(viewer), before)
        viewer.get("/v1/channels").expect(200)

    def test_who_may_only_send_can_announce_and_sees_nothing(self):
        source = fresh("source")
        subscriber = self.subscriber()
        subscriber.rule("*", source)
        sender = self.as_role("ingest")

        self.announce(source=source, client=sender)

        subscriber.wait_until_told()
        for name in (*LISTS, "notifications", "failed-notifications", "channels"):
            sender.get(f"/v1/{name}").expect(403)
