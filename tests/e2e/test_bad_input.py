"""Whatever is sent, it has its own 4xx, names the field, changes nothing and ends nothing."""

import json
import socket
import uuid

from support.client import NOTHING
from support.team import TeamScenario
from support.waiting import eventually

LISTS = ("alerts", "notifications", "services", "escalation-policies", "event-managers",
         "grouping-rules")


class BadInput(TeamScenario):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.process = cls.tocsin.process

    def setUp(self):
        super().setUp()
        self.a_service = self.service(delay="1h")
        self.a_team = self.team(service=self.a_service)
        self.a_team.trigger("db-1")
        self.a_service.wait_for_page(0)
        self.before = self.everything_settled()

    def tearDown(self):
        self.assertEqual(self.everything(), self.before, "something has changed")
        self.client.get("/readyz").expect(200)
        self.assertIsNone(self.process.poll(), "it ended")

    def everything(self):
        return {name: self.client.all(f"/v1/{name}") for name in LISTS}

    def everything_settled(self):
        """Once what was sent before is done with."""
        def pending():
            return [n for n in self.client.all("/v1/notifications")
                    if n["status"] == "pending"]
        eventually("all sent", lambda: not pending())
        return self.everything()

    def refused(self, status, pointer, method, path, body=NOTHING, **headers):
        """One refusal: its status, a problem, and the field it names, if any."""
        with self.subTest(request=f"{method} {path[:100]}", body=repr(body)[:100]):
            answer = self.client.request(method, path, body, **headers).expect(status)
            self.assert_problem(answer, status)
            if pointer is not None:
                self.assertIn(pointer, answer.pointers)
            self.assertEqual(self.everything(), self.before, "something has changed")
            return answer

    def assert_problem(self, answer, status):
        self.assertEqual(answer.headers["content-type"], "application/problem+json")
        problem = answer.json
        self.assertEqual((problem["type"], problem["status"]), ("about:blank", status))
        self.assertTrue(problem["title"])
        self.assertTrue(problem["detail"])

    def event(self, **changes):
        return self.a_team.event("new", **changes)

    def event_text(self, **changes):
        return json.dumps(self.event(**changes)).encode()

    def refused_event(self, pointer, body, status=400):
        return self.refused(status, pointer, "POST", "/v1/events", body)

    def test_text_that_is_no_json(self):
        whole = self.event_text()
        for body in (b"", b" ", b"{", whole[:-1], whole + b"}", b"nonsense", b"'x'", b"{]", b"\x00",
                     whole.replace(b'"high"', b"NaN"), whole.replace(b'"high"', b"1e999"),
                     whole.replace(b'"high"', b"'high'"), b"[" + whole + b"]", b"null", b'"text"',
                     b"\xef\xbb\xbf" * 2 + whole, whole.replace(b",", b",,", 1)):
            self.refused_event(None, body)

    def test_text_that_is_no_utf_8(self):
        for junk in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82"):
            self.refused_event(None, junk)
            self.refused(400, None, "POST", "/v1/services", b'{"name":"' + junk + b'"}')
        for junk in (b"\xff", b"\xe2\x82", rb"\ud800"):
            self.refused_event("/dedupKey", self.event_text().replace(b'"new"', b'"' + junk + b'"'))

    def test_a_depth_bomb(self):
        deep = b'{"a":' * 1000 + b"1" + b"}" * 1000
        self.refused_event(None, deep)
        self.refused_event(None, self.event_text(extra="X").replace(b'"X"', deep))
        self.refused(400, None, "POST", "/v1/events/batch", b"[" * 500_000)
        self.refused(400, None, "POST", "/v1/services", b'{"name":' * 5000)

    def test_a_duplicate_key(self):
        twice = self.event_text().replace(b"{", b'{"summary":"another",', 1)
        self.refused_event("/summary", twice)
        nested = self.event_text(details="X").replace(b'"X"', b'{"a":1,"a":2}')
        self.refused_event("/details/a", nested)
        answer = self.refused_event(None, self.event(dedup_key="new"))
        self.assertTrue({"/dedupKey", "/dedup_key"} & set(answer.pointers), answer)

    def test_a_wrong_type(self):
        for name in ("event_manager_id", "summary", "severity", "action", "dedupKey"):
            for value in (7, None, True, [], {}, ["high"]):
                self.refused_event(f"/{name}", self.event() | {name: value})

    def test_a_value_that_is_not_allowed(self):
        self.refused_event("/severity", self.event(severity="URGENT"))
        self.refused_event("/severity", self.event(severity="hIGH"))
        self.refused_event("/action", self.event(action="TRIGGER"))
        self.refused_event("/summary", self.event(summary=""))
        self.refused_event("/summary", self.event(summary="x" * 4097))
        self.refused_event("/dedupKey", self.event() | {"dedupKey": "x" * 513})
        self.refused_event("/event_manager_id", self.event() | {"event_manager_id": "no spaces"})

    def test_too_much_of_something(self):
        self.refused_event(None, self.event(many=list(range(20_000))))

    def test_a_body_over_the_limit(self):
        self.refused(413, None, "POST", "/v1/services", b'{"name":"' + b"x" * 70_000 + b'"}')
        self.refused(413, None, "POST", "/v1/events", self.event_text(note="x" * 300_000))
        self.refused(413, None, "POST", "/v1/events/batch", b"[" + b" " * (8 << 20) + b"]")

    def test_a_missing_field(self):
        for name in ("event_manager_id", "summary", "severity", "action", "dedupKey"):
            event = self.event()
            del event[name]
            self.refused_event(f"/{name}", event)
        self.refused(400, "/name", "POST", "/v1/services", {})
        self.refused(400, "/levels", "POST", "/v1/escalation-policies", {"name": "p"})
        self.refused(400, "/name", "POST", "/v1/event-managers", {"grouping_rule_id": "r"})
        self.refused(400, "/grouping_rule_id", "POST", "/v1/event-managers", {"name": "m"})
        self.refused(400, "/grouping_key", "POST", "/v1/grouping-rules",
                     {"name": "r", "time_window": "5m"})
        self.refused(400, "/message", "POST", f"/v1/services/{self.a_service.id}/alerts", {})

    def test_a_field_that_a_configuration_does_not_have(self):
        path = f"/v1/services/{self.a_service.id}"
        self.refused(400, "/colour", "POST", "/v1/services", {"name": "n", "colour": "red"})
        self.refused(400, "/colour", "POST", f"{path}/alerts", {"message": "m", "colour": "red"})
        self.refused(400, "/who", "POST", f"{path}/healthy", {"who": "alice"})

    def test_a_policy_that_cannot_be_followed(self):
        def refused_policy(pointer, **changes):
            policy = {"levels": [{"targets": [{"type": "console"}]}], **changes}
            self.refused(400, pointer, "POST", "/v1/escalation-policies", policy)

        for delay in ("50ms", "169h", "soon", "", "-1s", "15", 15):
            refused_policy("/acknowledgement_delay", acknowledgement_delay=delay)
        refused_policy("/repeat", repeat=101)
        refused_policy("/levels", levels=[])
        refused_policy("/levels/0/id", levels=[{"id": 1, "targets": [{"type": "console"}]}])
        target = "/levels/0/targets/0"
        for pointer, wrong in (
                (f"{target}/type", {"type": "pigeon"}),
                (f"{target}/email", {"type": "email"}),
                (f"{target}/email", {"type": "email", "email": "nobody"}),
                (f"{target}/email", {"type": "email", "email": "a@example.org\r\nBcc: e@example.org"}),
                (f"{target}/phone_number", {"type": "sms", "phone_number": "call me"}),
                (f"{target}/url", {"type": "webhook", "url": "file:///etc/passwd"}),
                (f"{target}/url", {"type": "webhook", "url": "http://h/\r\nX: y"})):
            refused_policy(pointer, levels=[{"targets": [wrong]}])

    def test_an_id_that_nothing_has(self):
        nobody = uuid.uuid4()
        for path in (f"/v1/alerts/{nobody}", f"/v1/alerts/{nobody}/children", "/v1/alerts/unknown",
                     f"/v1/alerts/{nobody}/timeline", "/v1/services/unknown", "/v1/unknown", "/",
                     "/v1/event-managers/unknown", "/v1/grouping-rules/unknown", "/v1/alerts/%20",
                     "/v1/escalation-policies/unknown", "/schemas/unknown.json"):
            self.refused(404, None, "GET", path)
        for path in (f"/v1/alerts/{nobody}/acknowledge", f"/v1/alerts/{nobody}/resolve",
                     "/v1/services/unknown/healthy"):
            self.refused(404, None, "POST", path)
        self.refused(404, None, "POST", "/v1/services/unknown/alerts", {"message": "m"})
        for name in LISTS[2:]:
            self.refused(404, None, "DELETE", f"/v1/{name}/unknown")
        unknown = self.event() | {"event_manager_id": "unknown"}
        self.refused_event("/event_manager_id", unknown, status=404)

    def test_a_detail_names_what_it_is_about(self):
        answer = self.refused(404, None, "POST", "/v1/alerts/k1/acknowledge")
        self.assertEqual(answer.json["detail"], 'alert "k1" not found; use the alert\'s id, a UUID')
        for kind, method, path in (("run", "GET", "/v1/runs/xyz"),
                                   ("scheduled job", "GET", "/v1/schedule/xyz"),
                                   ("notification", "GET", "/v1/notifications/xyz"),
                                   ("subscription rule", "GET", "/v1/rules?rule_id=xyz"),
                                   ("endpoint", "DELETE", "/v1/endpoints/xyz")):
            answer = self.refused(404, None, method, path)
            self.assertEqual(answer.json["detail"], f'{kind} "xyz" not found')
        answer = self.refused(400, None, "GET", "/v1/alerts?limit=5&limit=6")
        self.assertEqual(answer.json["detail"], "?limit must not be repeated")
        self.assertEqual(answer.pointers, ["?limit"])

    def test_a_reference_to_nothing(self):
        self.refused(422, "/escalation_policy_id", "POST", "/v1/services",
                     {"name": "s", "escalation_policy_id": "unknown"})
        self.refused(422, "/grouping_rule_id", "POST", "/v1/event-managers",
                     {"name": "m", "grouping_rule_id": "unknown"})
        self.refused(422, "/service_id", "POST", "/v1/event-managers",
                     {"name": "m", "grouping_rule_id": self.a_team.rule, "service_id": "unknown"})
        service = self.a_service.id
        itself = self.refused(422, "/depends_on/0", "PUT", f"/v1/services/{service}",
                              {"name": "s", "depends_on": [service]})
        self.assertIn("must not be the service itself", itself.json["detail"])
        self.refused(422, "/monitored_service_id", "POST", "/v1/escalation-policies",
                     {"monitored_service_id": "unknown", "levels": [{"targets": []}]})

    def test_an_id_that_is_taken_or_in_use(self):
        service = self.a_service.id
        self.refused(409, None, "POST", "/v1/services", {"id": service, "name": "s"})
        self.refused(409, None, "DELETE", f"/v1/services/{service}")
        self.refused(409, None, "DELETE", f"/v1/grouping-rules/{self.a_team.rule}")
        self.refused(409, None, "DELETE", f"/v1/escalation-policies/policy-of-{service}")

    def test_a_wrong_method(self):
        for method, path, allowed in (("GET", "/v1/events", "POST"),
                                      ("DELETE", "/v1/alerts", "GET, HEAD"),
                                      ("PATCH", "/v1/services/x", "DELETE, GET, HEAD, PUT"),
                                      ("BREW", "/healthz", "GET, HEAD"),
                                      ("POST", "/v1/notifications", "GET, HEAD")):
            answer = self.refused(405, None, method, path)
            self.assertEqual(allowed, answer.headers["allow"])

    def test_a_content_type_that_is_not_understood(self):
        body = self.event_text()
        self.refused(415, None, "POST", "/v1/events", body, Content_Type="application/xml")
        self.refused(415, None, "POST", "/v1/events", body, Content_Encoding="gzip")

    def test_a_query_that_is_not_understood(self):
        for query, name in (("limit=0", "limit"), ("limit=201", "limit"), ("limit=ten", "limit"),
                            ("limit=", "limit"), ("limit=5&limit=6", "limit"),
                            ("limit=99999999999999999999", "limit"), ("cursor=junk", "cursor"),
                            ("cursor=", "cursor"), ("cursor=AAAA", "cursor"),
                            ("status=open", "status"), ("type=uncle", "type"),
                            ("severity=URGENT", "severity"), ("colour=red", "colour")):
            self.refused(400, f"?{name}", "GET", f"/v1/alerts?{query}")
        self.refused(400, "?status", "GET", "/v1/notifications?status=lost")
        self.refused(400, "?limit", "GET", "/v1/services?limit=-1")
        for path in ("/v1/alerts?status=%zz", "/v1/alerts?status=%ff", "/v1/services/%zz"):
            self.refused(400, None, "GET", path)

    def test_http_that_is_none(self):
        for text in (b"nonsense\r\n\r\n",
                     b"GET /healthz HTTP/1.1\r\n\r\n",
                     b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                     b"POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n"
                     b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     b"POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                     b"POST /v1/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                     b"GET /healthz HTTP/1.1\r\nHost: a\r\n folded: x\r\n\r\n",
                     b"GET /healthz HTTP/1.1\r\nHost: a\r\nX: \x00\r\n\r\n",
                     b"GET /healthz HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 200 + b"\r\n",
                     b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n"):
            with self.subTest(text=text[:90]):
                with socket.create_connection(self.tocsin.address, timeout=10) as connection:
                    connection.sendall(text)
                    answer = connection.makefile("rb").readline()
                self.assertRegex(answer, rb"^HTTP/1\.1 4\d\d ")
