"""Who may do what: tokens, roles and tenants."""

import hashlib
import re
import uuid

from support.client import NOTHING
from support.scenario import fresh
from support.server import Tocsin, run_tocsin
from support.tokens import ROLES, TokenScenario, token_of


class Roles(TokenScenario):
    def operations(self):
        """(method, path, roles that may) of all there is, with ids that nothing has."""
        for path, methods in self.client.get("/openapi.json").expect(200).json["paths"].items():
            for method, operation in methods.items():
                if method == "parameters":  # of all operations of the path
                    continue
                named = re.sub(r"\{[^}]*\}", "unknown", path)
                yield method.upper(), named, operation["x-tocsin-roles"]

    def test_each_operation_is_open_to_its_roles_and_to_nobody_else(self):
        clients = {role: self.as_role(role) for role in ROLES}
        asked = 0
        for method, path, may in self.operations():
            body = {} if method in ("POST", "PUT") else NOTHING
            for role, client in clients.items():
                with self.subTest(role=role, request=f"{method} {path}"):
                    answer = client.request(method, path, body)
                    if not may or role in may:
                        self.assertNotIn(answer.status, (401, 403))
                        self.assertNotEqual(answer.status, 405, "it is in the document")
                        self.assertLess(answer.status, 500)
                    else:
                        self.assertEqual(answer.status, 403)
                        self.assert_problem(answer)
                    asked += 1
        self.assertGreater(asked, 100)

    def test_each_operation_but_health_wants_a_token_that_is_known(self):
        known = token_of("ours", "admin")
        strangers = {"no token": None, "another": "nonsense", "longer": known + "x",
                     "shorter": known[:-1], "its digest": hashlib.sha256(known.encode()).hexdigest()}
        clients = {name: self.as_token(token) for name, token in strangers.items()}
        for method, path, may in self.operations():
            body = {} if method in ("POST", "PUT") else NOTHING
            for name, client in clients.items():
                with self.subTest(token=name, request=f"{method} {path}"):
                    answer = client.request(method, path, body)
                    if may:
                        self.assertEqual(answer.status, 401)
                        self.assertTrue(answer.headers["www-authenticate"].startswith("Bearer"))
                        self.assert_problem(answer)
                    else:
                        self.assertEqual(answer.status, 200)

    def assert_problem(self, answer):
        self.assertEqual(answer.headers["content-type"], "application/problem+json")

    def test_only_a_bearer_token_is_one(self):
        client = self.as_token(None)
        token = token_of("ours", "admin")
        for given in ("", token, f"Basic {token}", f"Bearer{token}", f"Bearer {token} {token}"):
            with self.subTest(given=given):
                client.request("GET", "/v1/alerts", Authorization=given).expect(401)
        client.get("/v1/alerts", token=token).expect(401)
        client.request("GET", "/v1/alerts", Authorization=f"bearer {token}").expect(200)

    def test_the_other_prefixes_are_guarded_the_same(self):
        for prefix in ("/v1", "/api/v1", "/api"):
            with self.subTest(prefix=prefix):
                self.as_token(None).get(f"{prefix}/alerts").expect(401)
                self.as_role("ingest").get(f"{prefix}/alerts").expect(403)
                self.as_role("viewer").get(f"{prefix}/alerts").expect(200)

    def test_who_did_it_is_written_down(self):
        service = self.service()
        alert_id = service.alert()["alert_id"]

        acknowledged = self.as_role("responder").post(f"/v1/alerts/{alert_id}/acknowledge")

        self.assertEqual(acknowledged.expect(200).json["acknowledged_by"], "ours-responder")

    def test_the_program_makes_tokens_that_work(self):
        made = run_tocsin("token", "--name", "ci", "--tenant", "acme", "--role", "viewer")
        self.assertEqual(made.returncode, 0, made.stdout)
        digest = re.search(r"\b[0-9a-f]{64}\b", made.stdout)[0]
        words = re.findall(r"[A-Za-z0-9_.-]{20,}", made.stdout)
        token, = {word for word in words if hashlib.sha256(word.encode()).hexdigest() == digest}

        entry = f'tokens: [{{name: ci, tenant: acme, role: viewer, sha256: "{digest}"}}]\n'
        with Tocsin(entry) as tocsin:
            tocsin.client(token).get("/v1/alerts").expect(200)
            tocsin.client(token).post("/v1/services", {"name": "s"}).expect(403)
            tocsin.client("another").get("/v1/alerts").expect(401)

        again = run_tocsin("token", "--name", "ci", "--tenant", "acme", "--role", "viewer")
        self.assertNotIn(token, again.stdout)


class Tenants(TokenScenario):
    def setUp(self):
        super().setUp()
        self.theirs = self.as_role("admin", "theirs")

    def seen(self, answer):
        headers = {name: text for name, text in answer.headers.items() if name != "date"}
        return answer.status, headers, answer.body

    def test_what_is_foreign_is_answered_like_what_does_not_exist(self):
        service, team, rule, key = fresh("svc"), fresh("team"), fresh("rule"), fresh("key")
        policy = f"policy-of-{service}"
        event = {"event_manager_id": team, "summary": "s", "severity": "high", "action": "resolve",
                 "dedupKey": key}
        workflow, kind = fresh("workflow"), fresh("type")
        signal = {"signal_type": kind, "org_id": "o", "timestamp": "2026-01-02T03:04:05.678Z"}
        requests = [
            ("GET", f"/v1/workflows/{workflow}", NOTHING),
            ("DELETE", f"/v1/workflows/{workflow}", NOTHING),
            ("POST", f"/v1/workflows/{workflow}/disable", NOTHING),
            ("POST", "/v1/signals", signal),
            ("GET", f"/v1/runs?workflow_id={workflow}", NOTHING),
            ("GET", f"/v1/services/{service}", NOTHING),
            ("DELETE", f"/v1/services/{service}", NOTHING),
            ("POST", f"/v1/services/{service}/alerts", {"message": "m"}),
            ("POST", f"/v1/services/{service}/healthy", NOTHING),
            ("GET", f"/v1/escalation-policies/{policy}", NOTHING),
            ("DELETE", f"/v1/escalation-policies/{policy}", NOTHING),
            ("GET", f"/v1/event-managers/{team}", NOTHING),
            ("DELETE", f"/v1/event-managers/{team}", NOTHING),
            ("GET", f"/v1/grouping-rules/{rule}", NOTHING),
            ("DELETE", f"/v1/grouping-rules/{rule}", NOTHING),
            ("GET", f"/v1/alerts/{key}", NOTHING),
            ("GET", f"/v1/alerts/{key}?event_manager_id={team}", NOTHING),
            ("GET", f"/v1/alerts/{key}/timeline", NOTHING),
            ("GET", f"/v1/alerts?event_manager_id={team}", NOTHING),
            ("GET", f"/v1/alerts?service_id={service}", NOTHING),
            ("POST", "/v1/events", event),
            ("POST", "/v1/events/batch", [event]),
            ("POST", "/v1/services", {"name": "s", "escalation_policy_id": policy}),
            ("POST", "/v1/event-managers", {"name": "m", "grouping_rule_id": rule}),
            *(("GET", f"/v1/{name}", NOTHING) for name in ("alerts", "notifications", "services",
                                                            "workflows", "runs")),
        ]

        def ask():
            return [self.seen(self.theirs.request(*request)) for request in requests]

        before = ask()
        self.client.put(f"/v1/services/{service}", {"name": "s"}).expect(201)
        self.client.put(f"/v1/escalation-policies/{policy}", {
            "monitored_service_id": service, "levels": [{"targets": [
                {"type": "webhook", "url": self.sink.url("/ours")}]}]}).expect(201)
        self.client.put(f"/v1/grouping-rules/{rule}", {
            "name": "r", "grouping_key": "class", "time_window": "1m"}).expect(201)
        self.client.put(f"/v1/event-managers/{team}", {
            "name": "t", "grouping_rule_id": rule, "service_id": service}).expect(201)
        self.client.post("/v1/events", event | {"action": "trigger"}).expect(202)
        self.client.post("/v1/workflows", {
            "workflow_id": workflow, "name": "w", "signal_type": kind,
            "conditions": [{"type": "count", "at_least": 1, "within": "1h"}],
            "actions": [{"type": "webhook", "target": self.sink.url("/ours"), "message": "m"}]},
            ).expect(201)
        self.client.post("/v1/signals", signal).expect(202)
        self.assertEqual(self.client.get("/v1/runs").expect(200).json["count"], 1)
        ours = self.client.alert(key)

        for request, then, now in zip(requests, before, ask()):
            with self.subTest(request=request):
                self.assertEqual(now, then)
        self.assertEqual(self.client.alert(key)["status"], "active")
        self.assertEqual(self.client.alert(key)["updated_at"], ours["updated_at"])

    def test_a_foreign_alert_is_answered_like_an_unknown_one(self):
        alert_id = self.service().alert()["alert_id"]
        unknown_id = str(uuid.uuid4())
        ours = self.client.alert(alert_id)

        for method, suffix in (("GET", ""), ("GET", "/children"), ("GET", "/timeline"),
                               ("POST", "/acknowledge"), ("POST", "/resolve")):
            with self.subTest(request=method + suffix):
                foreign, unknown = (
                    self.seen(self.theirs.request(method, f"/v1/alerts/{name}{suffix}"))
                    for name in (alert_id, unknown_id))
                self.assertEqual(foreign[0], 404)
                self.assertEqual(foreign[:2], unknown[:2])
                self.assertEqual(foreign[2].replace(alert_id.encode(), unknown_id.encode()),
                                 unknown[2])
        answer = self.theirs.get("/v1/notifications", alert_id=alert_id).expect(200)
        self.assertEqual(answer.json, {"notifications": []})
        self.assertEqual(self.client.alert(alert_id), ours)

    def test_two_tenants_may_use_the_same_names(self):
        name = fresh("shared")
        for client, text in ((self.client, "ours"), (self.theirs, "theirs")):
            client.post("/v1/services", {"id": name, "name": text}).expect(201)
        self.theirs.put(f"/v1/services/{name}", {"name": "changed"}).expect(200)
        self.assertEqual(self.client.get(f"/v1/services/{name}").json["name"], "ours")

        self.theirs.post(f"/v1/services/{name}/alerts", {"message": "m"}).expect(202)
        self.assertEqual(self.client.get(f"/v1/services/{name}").json["status"], "healthy")
        self.client.delete(f"/v1/services/{name}").expect(204)
        self.assertEqual(self.theirs.get(f"/v1/services/{name}").json["name"], "changed")

    def test_a_foreign_cursor_shows_nothing_foreign(self):
        for _ in range(3):
            self.client.post("/v1/services", {"name": "ours"}).expect(201)
        cursor = self.client.get("/v1/services", limit=1).expect(200).json["next_cursor"]

        answer = self.theirs.get("/v1/services", cursor=cursor).expect(200, 400)

        if answer.status == 200:
            self.assertNotIn("ours", [service["name"] for service in answer.json["services"]])
