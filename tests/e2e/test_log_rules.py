"""Log lines over windows: the cases Y1 to Y6, Y10 and Y11, and the flow of the document that they
are from, over real HTTP and with windows of seconds."""

import json
import subprocess

from support.logs import LogScenario, border_ms, line, now_ms, numbered
from support.scenario import fresh
from support.server import run_tocsin
from support.sinks import HttpSink
from support.tokens import TokenScenario
from support.waiting import eventually

CONFIGURATION = """
notifiers:
  pagerduty: {{base_url: "{pagerduty}"}}
correlation_window: 2m
"""

SINGLE_LINE = """
curl -X POST http://localhost:8080/api/logs \\
  -H "Content-Type: application/json" \\
  -d '{
    "service": "payment-service",
    "level": "ERROR",
    "message": "Database connection failed",
    "statusCode": 500,
    "responseTime": 5000
  }'
"""
BATCH = """
curl -X POST http://localhost:8080/api/logs/batch \\
  -H "Content-Type: application/json" \\
  -d '[
    {"service": "api-service", "level": "ERROR", "message": "Timeout", "statusCode": 504},
    {"service": "api-service", "level": "ERROR", "message": "Timeout", "statusCode": 504}
  ]'
"""
CREATE_RULE = """
curl -X POST http://localhost:8080/api/alert-rules \\
  -H "Content-Type: application/json" \\
  -d '{
    "name": "High Error Rate",
    "description": "Triggers when error count exceeds threshold",
    "type": "ERROR_THRESHOLD",
    "condition": "count > threshold",
    "threshold": 100,
    "windowMinutes": 5,
    "severity": "CRITICAL",
    "enabled": true
  }'
"""
LIST_RULES = "curl http://localhost:8080/api/alert-rules"
DISABLE_RULE = "curl -X POST http://localhost:8080/api/alert-rules/{id}/disable"


class LogRules(LogScenario):
    @classmethod
    def setUpClass(cls):
        cls.pagerduty = HttpSink(b'{"status":"success","dedup_key":"x"}')
        cls.addClassCleanup(cls.pagerduty.close)
        super().setUpClass()

    @classmethod
    def configuration(cls):
        return CONFIGURATION.format(pagerduty=cls.pagerduty.url())

    def curl(self, command):
        """The answer to a command of the document, at the address where this Tocsin listens."""
        host, port = self.tocsin.address
        command = command.replace("http://localhost:8080", f"http://{host}:{port}")
        done = subprocess.run(["bash", "-c", command.rstrip() + " --silent --fail-with-body"],
                              capture_output=True, text=True, timeout=30)
        self.assertEqual(done.returncode, 0, done.stdout)
        return json.loads(done.stdout)

    def test_the_commands_of_the_document_work_as_printed(self):
        answer = self.curl(SINGLE_LINE)
        self.assertEqual(answer["status"], "accepted")
        self.assertRegex(answer["trace_id"], "^[0-9a-f-]{36}$")
        self.assertLess(abs(int(answer["timestamp"]) - now_ms()), 10_000)
        self.assertEqual(self.curl(BATCH), {"accepted": 2, "rejected": []})

        rule = self.curl(CREATE_RULE)
        self.assertEqual((rule["id"], rule["enabled"]), ("high-error-rate", True))
        listed = self.curl(LIST_RULES)
        self.assertIn(rule, listed)
        self.assertLessEqual({"error-threshold", "high-latency", "server-error-rate"},
                             {each["id"] for each in listed})
        disabled = self.curl(DISABLE_RULE.replace("{id}", rule["id"]))
        self.assertEqual((disabled["id"], disabled["enabled"]), (rule["id"], False))

    def test_y01_a_hundred_and_one_errors_make_one_critical_page_and_a_hundred_make_none(self):
        service = self.service(levels=0)
        key = fresh("routing").replace("-", "")
        service.page_by([[{"type": "pagerduty", "routing_key": key}]], "30s")
        error = line(service.id, "ERROR", "it failed", timestamp=now_ms())

        self.send_all([error] * 100)
        self.assertEqual(self.found(service.id), [])
        self.client.post("/v1/logs", error).expect(202)

        alert, = self.found(service.id)
        self.assertEqual((alert["severity"], alert["summary"], alert["class"]),
                         ("CRITICAL", f"Service {service.id} has 101 errors in 5 minutes",
                          "error-threshold"))
        self.assertEqual(alert["fields"]["count"], "101")
        page = self.pagerduty.wait_for(lambda records: self.incidents(key, records))[0]
        self.assertEqual((page["event_action"], page["payload"]["severity"]),
                         ("trigger", "critical"))
        self.send_all([error] * 50)
        self.let_pass(0.5)
        self.assertEqual(len(self.incidents(key)), 1)
        self.assertEqual(len(self.found(service.id)), 1)

    def test_a_batch_with_a_key_counts_once_however_often_it_is_sent(self):
        services = fresh("piped"), fresh("piped")
        self.rule("piped-*", threshold=700)
        lines = [line(service) for service in services for _ in range(600)]
        before = self.metric("tocsin_log_lines_repeated_total")
        for _ in range(3):
            answer = self.client.request("POST", "/v1/logs/batch", lines, Idempotency_Key="key-1")
            self.assertEqual(answer.expect(202).json, {"accepted": 1200, "rejected": []})
        self.assertEqual(self.metric("tocsin_log_lines_repeated_total"), before + 2400)
        self.assertEqual(self.found(services[0]) + self.found(services[1]), [])

        answer = self.client.request("POST", "/v1/logs/batch", lines, Idempotency_Key="key-2")
        answer.expect(202)
        for service in services:
            self.assertEqual([alert["fields"]["count"] for alert in self.found(service)], ["701"])

    def incidents(self, routing_key, records=None):
        records = self.pagerduty.records() if records is None else records
        return [r.json for r in records if r.json["routing_key"] == routing_key]

    def test_y02_the_flow_of_the_document_makes_three_alerts(self):
        service, at = fresh("flow"), now_ms()
        self.send_all([line(service, "ERROR", "it failed", statusCode=500, timestamp=at)] * 120)
        self.send_all([line(service, "INFO", "slow", responseTime=3000, timestamp=at)] * 60)
        before = self.metric("tocsin_alerts_deduplicated_total")
        self.send_all([line(service, "INFO", "down", statusCode=503, timestamp=at)] * 30)

        alerts = self.found(service)
        self.assertEqual({alert["class"]: alert["severity"] for alert in alerts},
                         {"server-error-rate": "CRITICAL", "error-threshold": "CRITICAL",
                          "high-latency": "WARNING"})
        self.assertEqual([alert["summary"] for alert in alerts], [
            f"Service {service} has 21 server errors (5xx) in 5 minutes",
            f"Service {service} has 101 errors in 5 minutes (Related alerts: 1)",
            f"Service {service} has 51 high-latency requests (>2s) (Related alerts: 2)"])
        self.assertEqual([alert["event_count"] for alert in alerts], [1, 1, 1])
        self.assertEqual(self.metric("tocsin_alerts_deduplicated_total"), before + 30)

    def test_y03_what_two_windows_that_tumble_divide_one_that_slides_has_together(self):
        tumbling, sliding = fresh("tumbling"), fresh("sliding")
        self.rule(tumbling, threshold=100, window="10s")
        self.rule(sliding, threshold=100, window="10s", window_type="sliding")
        border = border_ms(10, ago=2)

        for service in (tumbling, sliding):
            self.send_all(numbered(service, 60, timestamp=border - 1000))
            self.send_all(numbered(service, 60, timestamp=border + 1000))

        self.assertEqual(self.found(tumbling), [])
        alert, = self.found(sliding)
        self.assertEqual(alert["fields"]["count"], "101")

    def test_y04_a_rule_is_in_force_from_the_next_line_on(self):
        service, at = fresh("service"), now_ms()
        rule = self.rule(service, window_minutes=1)
        self.send_all(numbered(service, 10, timestamp=at))
        self.assertEqual(self.found(service), [])
        self.send_all(numbered(service, 1, timestamp=at))
        alert, = self.found(service)

        path = f"/v1/alert-rules/{rule['id']}"
        self.assertFalse(self.client.post(f"{path}/disable").expect(200).json["enabled"])
        self.wait_until_resolved(alert)
        self.send_all(numbered(service, 50, timestamp=at))
        self.assertEqual(len(self.found(service)), 1)

        self.assertTrue(self.client.post(f"{path}/enable").expect(200).json["enabled"])
        self.send_all(numbered(service, 11, timestamp=now_ms()))
        self.assertEqual(len(self.found(service)), 2)
        self.client.delete(path).expect(204)
        self.wait_until_resolved(self.found(service)[1])

    def test_y04_a_threshold_that_is_raised_within_a_window_holds_for_what_was_counted(self):
        service, at = fresh("service"), now_ms()
        rule = self.rule(service, window="1m")
        self.send_all(numbered(service, 10, timestamp=at))
        self.assertEqual(self.change(rule, threshold=20)["threshold"], 20)

        self.send_all(numbered(service, 10, timestamp=at))
        self.assertEqual(self.found(service), [])
        self.send_all(numbered(service, 1, timestamp=at))
        self.assertEqual(self.found(service)[0]["fields"]["count"], "21")

    def test_y05_within_a_window_an_alert_is_raised_once_and_in_the_next_it_is_repeated(self):
        service = fresh("service")
        self.rule(service, threshold=2, window="2s", grace="1s")
        first = border_ms(2, ago=0) + 1
        before = self.metric("tocsin_alerts_deduplicated_total")
        self.send_all(numbered(service, 5, timestamp=first))

        alert, = self.found(service)
        self.assertEqual(alert["event_count"], 1)
        self.assertEqual(self.metric("tocsin_alerts_deduplicated_total"), before + 2)

        eventually("the next window has begun", lambda: now_ms() >= first + 2000)
        self.send_all(numbered(service, 3, timestamp=first + 2000))
        again, = self.found(service)
        self.assertEqual((again["id"], again["event_count"]), (alert["id"], 2))

        self.wait_until_resolved(alert)
        self.send_all(numbered(service, 3))
        self.send_all(numbered(service, 3))  # should a window have ended between them
        self.assertEqual([each["status"] for each in self.found(service)], ["resolved", "active"])

    def test_y05_another_severity_is_another_alert(self):
        service, at = fresh("service"), now_ms()
        rule = self.rule(service, threshold=2, window="1m", severity="WARNING")
        self.rule(service, threshold=4, window="1m", severity="CRITICAL", name=rule["name"])
        self.send_all(numbered(service, 5, timestamp=at))

        self.assertEqual([alert["severity"] for alert in self.found(service)],
                         ["WARNING", "CRITICAL"])
        self.assertEqual(len({alert["dedup_key"] for alert in self.found(service)}), 2)

    def test_y06_the_message_that_is_delivered_says_how_many_alerts_are_related(self):
        service, at = fresh("service"), now_ms()
        subscriber = self.subscriber()
        subscriber.rule("*", service)
        self.rule(service, threshold=2, window="1m", name="first")
        self.rule(service, threshold=3, window="1m", name="second")
        self.send_all(numbered(service, 4, timestamp=at))

        told = {record.json["name"]: record.json["summary"]
                for record in subscriber.wait_until_told(2)}
        self.assertFalse(told["first"].endswith(")"))
        self.assertTrue(told["second"].endswith(" (Related alerts: 1)"), told["second"])
        first, second = self.found(service)
        self.assertEqual((first["type"], first["child_count"]), ("parent", 1))
        self.assertEqual((second["type"], second["parent_id"]), ("child", first["id"]))

    def test_y06_services_that_depend_on_each_other_are_related_and_others_are_not(self):
        database, shop, stranger = self.service(0), self.service(0), self.service(0)
        shop.put({"name": "shop", "depends_on": [database.id]})
        at = now_ms()
        for service in (database, shop, stranger):
            self.rule(service.id, threshold=2, window="1m")
            self.send_all(numbered(service.id, 3, timestamp=at))

        parent, = self.found(database.id)
        self.assertEqual(self.found(shop.id)[0]["parent_id"], parent["id"])
        self.assertEqual(self.found(stranger.id)[0]["type"], "parent")

    def test_y10_one_bad_line_does_not_spoil_the_others(self):
        service, at = fresh("service"), now_ms()
        self.rule(service, threshold=2, window="1m")
        refused = self.metric("tocsin_log_lines_rejected_total")
        taken = self.metric("tocsin_log_lines_total", level="WARN")
        good = line(service, "warning", timestamp=at)

        old = line(service, "warning", timestamp=at - 2 * 86_400_000)

        answer = self.send([good, {"level": "warning"}, good, old, good])

        self.assertEqual(answer["accepted"], 3)
        self.assertEqual([(r["index"], r["errors"][0]["pointer"]) for r in answer["rejected"]],
                         [(1, "/service"), (3, "/timestamp")])
        self.assertEqual(len(self.found(service)), 1)
        self.assertEqual(self.metric("tocsin_log_lines_rejected_total"), refused + 2)
        self.assertEqual(self.metric("tocsin_log_lines_total", level="WARN"), taken + 3)

    def test_y10_a_batch_of_lines_is_taken_like_an_array(self):
        service, at = fresh("service"), now_ms()
        self.rule(service, threshold=1, window="1m")
        good = f'{{"service": "{service}", "level": "INFO", "message": "boom", "timestamp": {at}}}'
        body = f"{good}\n{{\"service\": nonsense}}\n\n{good}\n".encode()

        answer = self.client.request("POST", "/v1/logs/batch", body,
                                     Content_Type="application/x-ndjson").expect(202).json

        self.assertEqual((answer["accepted"], [r["index"] for r in answer["rejected"]]), (2, [1]))
        self.assertEqual(len(self.found(service)), 1)

    def test_y11_a_late_line_counts_in_its_own_window(self):
        service = fresh("service")
        self.rule(service, window="1m", grace="5m")
        at = now_ms()
        self.send_all(numbered(service, 6, timestamp=at))
        self.send_all(numbered(service, 10, timestamp=at - 240_000))
        self.assertEqual(self.found(service), [])

        self.send_all(numbered(service, 1, timestamp=at - 240_000))

        alert, = self.found(service)
        self.assertEqual(alert["fields"]["count"], "11")

    def test_y11_a_line_that_is_later_than_the_grace_is_counted_as_late(self):
        service = fresh("service")
        self.rule(service, threshold=0, window="1m")
        late = self.metric("tocsin_log_lines_late_total")

        self.send_all(numbered(service, 3, timestamp=now_ms() - 1_200_000))

        self.assertEqual(self.found(service), [])
        self.assertEqual(self.metric("tocsin_log_lines_late_total"), late + 3)

    def test_each_type_of_rule_finds_what_it_is_for(self):
        at = now_ms()
        cases = {
            "ERROR_RATE": ({"threshold": 50, "min_samples": 4},
                           [{"level": "ERROR"}, {}, {}, {"statusCode": 500}], [{"level": "FATAL"}]),
            "LATENCY_THRESHOLD": ({"threshold": 100, "percentile": 50, "min_samples": 3},
                                  [{"responseTime": 90}] * 3, [{"responseTime": 900}] * 4),
            "CUSTOM": ({"condition": "fields.region = 'eu' and level >= WARN and count > 1"},
                       [{"level": "WARN", "region": "eu"}, {"region": "eu"},
                        {"level": "WARN", "region": "us"}], [{"level": "ERROR", "region": "eu"}]),
            "PATTERN": ({"pattern": r"card of (?P<bank>\w+)", "group_by": ["bank"],
                         "message": "{{count}} cards of {{bank}}", "threshold": 1},
                        [{"message": "card of acme"}, {"message": "card of initech"}],
                        [{"message": "no card of acme today"}]),
        }
        for kind, (settings, harmless, crossing) in cases.items():
            with self.subTest(type=kind):
                service = fresh("service")
                self.rule(service, type=kind, window="1m", **settings)
                self.send_all([line(service, **{"timestamp": at, **more}) for more in harmless])
                self.assertEqual(self.found(service), [])
                self.send_all([line(service, **{"timestamp": at, **more}) for more in crossing])
                alert, = self.found(service)
                if kind == "PATTERN":
                    self.assertEqual(alert["summary"], "2 cards of acme")
                    self.assertEqual(alert["fields"]["bank"], "acme")

    def test_one_rule_for_many_services_counts_each_for_itself(self):
        prefix, at = fresh("many"), now_ms()
        self.rule(f"{prefix}-*", threshold=2, window="1m")
        for name in ("a", "b"):
            self.send_all(numbered(f"{prefix}-{name}", 2, timestamp=at))
        self.send_all(numbered(f"{prefix}-a", 1, timestamp=at))

        self.assertEqual(len(self.found(f"{prefix}-a")), 1)
        self.assertEqual(self.found(f"{prefix}-b"), [])

    def test_a_default_rule_that_was_deleted_does_not_come_back(self):
        self.client.delete("/v1/alert-rules/high-latency").expect(204)
        self.addCleanup(lambda: self.client.put("/v1/alert-rules/high-latency", latency))
        latency = {"name": "high-latency", "type": "LATENCY_THRESHOLD", "latency_ms": 2000,
                   "threshold": 50, "severity": "WARNING"}

        self.tocsin.kill()
        self.start_again()

        ids = {rule["id"] for rule in self.client.get("/v1/alert-rules").expect(200).json}
        self.assertNotIn("high-latency", ids)
        self.assertIn("error-threshold", ids)

    def test_a_line_that_is_wrong_is_refused_at_the_field(self):
        good = line("service", "INFO", "fine", statusCode=200, responseTime=5)
        a_year = 366 * 24 * 3_600_000
        for field, values in {
            "service": [None, "", 7, "s" * 129],
            "timestamp": [now_ms() - a_year, now_ms() - 86_400_000 - 60_000],
        }.items():
            for value in values:
                with self.subTest(field=field, value=value):
                    answer = self.client.post("/v1/logs", {**good, field: value}).expect(400)
                    self.assertEqual(answer.pointers, [f"/{field}"])
        for body in (b"", b"{", b"[]", b'"text"', b'{"service":"a","service":"b","level":"INFO"}'):
            self.client.request("POST", "/v1/logs", body).expect(400)
        self.assertEqual(self.client.post("/v1/logs", {"level": "INFO"}).pointers, ["/service"])

    def test_an_odd_member_costs_itself_and_not_the_line(self):
        service = fresh("service")
        self.rule(service, threshold=6, window="1m", type="ERROR_THRESHOLD")
        odd = {"statusCode": [0, 999, "teapot"], "responseTime": [-1, "12ms"], "traceId": ["t" * 257],
               "timestamp": ["yesterday"], "level": [True, ["error"]]}
        for field, values in odd.items():
            for value in values:
                answer = self.client.post("/v1/logs", {**line(service, "err"), field: value})
                self.assertEqual([one["pointer"] for one in answer.expect(202).json["set_aside"]],
                                 [f"/{field}"])
        self.assertEqual(len(self.found(service)), 1)

    def test_a_batch_that_is_too_large_is_refused(self):
        small = b'{"service":"a","level":"INFO"}\n'
        self.client.request("POST", "/v1/logs/batch", small * 50_001).expect(413)
        self.assertEqual(self.client.request("POST", "/v1/logs/batch", small * 50_000)
                         .expect(202).json["accepted"], 50_000)
        self.client.request("POST", "/v1/logs/batch", b" " * (16 * 1024 * 1024 + 1)).expect(413)
        self.client.request("POST", "/v1/logs/batch", b"7").expect(400)

    def test_a_rule_that_cannot_be_is_refused_at_the_field(self):
        for field, more in {
            "/pattern": {"type": "PATTERN", "pattern": "(unclosed"},
            "/condition": {"type": "CUSTOM", "condition": "count > treshold"},
            "/window": {"type": "ERROR_THRESHOLD", "window": "25h"},
            "/grace": {"type": "ERROR_THRESHOLD", "grace": "6m"},
            "/message": {"type": "ERROR_THRESHOLD", "message": "{{count"},
            "/threshold": {"type": "ERROR_THRESHOLD", "threshold": -1},
            "/window_minutes": {"type": "ERROR_THRESHOLD", "window_minutes": 0},
            "/severity": {"type": "ERROR_THRESHOLD", "severity": "URGENT"},
            "/type": {"type": "COUNT"},
            "/name": {"type": "ERROR_THRESHOLD", "name": ""},
        }.items():
            with self.subTest(field=field):
                body = {"name": "n", "severity": "high", "threshold": 1, **more}
                answer = self.client.post("/v1/alert-rules", body).expect(400)
                self.assertEqual(answer.pointers, [field])
        for pattern in ("(?=ahead)", r"(a)\1", "a{1001}"):
            body = {"name": "n", "severity": "high", "type": "PATTERN", "pattern": pattern}
            self.client.post("/v1/alert-rules", body).expect(400)
        unknown = {"name": "n", "severity": "high", "type": "CUSTOM", "condition": "count > treshold"}
        detail = self.client.post("/v1/alert-rules", unknown).json["errors"][0]["detail"]
        self.assertIn("column 9", detail)
        for request in ("GET ", "DELETE ", "POST /enable", "POST /disable"):
            method, path = request.split(" ")
            self.client.request(method, f"/v1/alert-rules/nobody{path}").expect(404)

    def test_a_correlation_window_that_is_none_is_noticed_in_the_configuration(self):
        self.tocsin.directory.joinpath("bad.yaml").write_text("correlation_window: soon\n")
        done = run_tocsin("check-config", self.tocsin.directory / "bad.yaml")
        self.assertEqual(done.returncode, 1)
        self.assertIn("correlation_window", done.stdout)


class LogTenants(TokenScenario):
    def setUp(self):
        super().setUp()
        self.theirs = self.as_role("admin", "theirs")

    def ids(self, client):
        return [rule["id"] for rule in client.get("/v1/alert-rules").expect(200).json]

    def test_each_tenant_begins_with_rules_of_its_own(self):
        default = ["error-threshold", "high-latency", "server-error-rate"]
        self.assertEqual((self.ids(self.client), self.ids(self.theirs)), (default, default))

        self.client.delete("/v1/alert-rules/high-latency").expect(204)
        self.client.post("/v1/alert-rules", {"name": "ours", "type": "PATTERN", "pattern": "boom",
                                             "severity": "low"}).expect(201)

        self.assertEqual(self.ids(self.theirs), default)
        self.assertEqual(self.ids(self.client), ["error-threshold", "ours", "server-error-rate"])
        self.theirs.get("/v1/alert-rules/ours").expect(404)
        self.theirs.post("/v1/alert-rules/ours/disable").expect(404)
        self.theirs.delete("/v1/alert-rules/ours").expect(404)

    def test_lines_of_two_tenants_are_not_added_up(self):
        service, at = fresh("service"), now_ms()
        error = line(service, "ERROR", "it failed", timestamp=at)
        ours, theirs = self.as_role("ingest"), self.as_role("ingest", "theirs")
        ours.post("/v1/logs/batch", [error] * 60).expect(202)
        theirs.post("/v1/logs/batch", [error] * 60).expect(202)
        self.assertEqual(self.found(service), ([], []))

        ours.post("/v1/logs/batch", [error] * 60).expect(202)

        alerts, of_theirs = self.found(service)
        self.assertEqual((len(alerts), of_theirs), (1, []))
        self.theirs.get(f"/v1/alerts/{alerts[0]['id']}").expect(404)

    def found(self, service):
        """Of both tenants."""
        return tuple([alert for alert in client.all("/v1/alerts", event_manager_id="tocsin")
                      if alert["fields"]["service"] == service]
                     for client in (self.client, self.theirs))
