"""Of a batch the good events are kept whole and the bad ones are named; nothing is half done."""

import json

from support.team import TeamScenario

BATCH = "/v1/events/batch"


class BadBatches(TeamScenario):
    def setUp(self):
        super().setUp()
        self.a_team = self.team()

    def keys(self):
        alerts = self.client.all("/v1/alerts", event_manager_id=self.a_team.id)
        return sorted(alert["dedupKey"] for alert in alerts)

    def rejections(self, answer):
        """(index, the fields that are named) of each rejected event."""
        return [(item["index"], [error["pointer"] for error in item["errors"]])
                for item in answer.json["rejected"]]

    def test_a_batch_with_a_key_counts_once_however_often_it_is_sent(self):
        batch = [self.a_team.event("twice"), self.a_team.event("twice"), self.a_team.event("once")]
        own_id = self.a_team.event("once") | {"event_id": "own"}

        def sent(items, key):
            return self.client.request("POST", BATCH, json.dumps(items).encode(),
                                       Content_Type="application/json", Idempotency_Key=key)

        def counts():
            alerts = self.client.all("/v1/alerts", event_manager_id=self.a_team.id)
            return {alert["dedupKey"]: alert["event_count"] for alert in alerts}

        for _ in range(2):
            answer = sent(batch + [own_id], "key-1").expect(202)
            self.assertEqual(answer.json, {"accepted": 4, "rejected": []})
            self.assertEqual(counts(), {"twice": 2, "once": 2})

        sent(batch[:1], "key-1").expect(202)  # a part of it
        self.assertEqual(counts()["twice"], 2)
        other = [self.a_team.event("twice", summary="something else")]
        sent(other, "key-1").expect(202)
        sent(batch[:1], "key-2").expect(202)
        self.client.post(BATCH, batch[:1]).expect(202)
        self.assertEqual(counts()["twice"], 5)
        sent(batch, "k" * 256).expect(400)

    def test_the_good_items_of_an_array_are_kept_and_the_bad_ones_named(self):
        event = self.a_team.event
        missing = event("missing")
        del missing["summary"]
        answer = self.client.post(BATCH, [
            event("good-0"),
            event("bad-1", severity="URGENT"),
            missing,
            "not an object",
            event("bad-4") | {"event_manager_id": "unknown"},
            event("good-5"),
            event("bad-6") | {"action": 7},
        ]).expect(202)

        self.assertEqual(answer.json["accepted"], 2)
        self.assertEqual(self.rejections(answer), [
            (1, ["/severity"]), (2, ["/summary"]), (3, [""]), (4, ["/event_manager_id"]),
            (6, ["/action"])])
        self.assertEqual(self.keys(), ["good-0", "good-5"])

    def test_lines_are_read_one_by_one(self):
        event = self.a_team.event
        lines = [json.dumps(event("good-0")), '{"broken', json.dumps(event("good-2")),
                 json.dumps(event("bad-3", action="explode")),
                 json.dumps(event("bad-4"))[:-1] + ',"summary":"twice"}', "[" * 1000]
        for text, content_type in (("\n".join(lines), "application/x-ndjson"),
                                   ("\r\n".join(lines) + "\r\n", "application/json")):
            with self.subTest(content_type=content_type):
                answer = self.client.request("POST", BATCH, text.encode(), Content_Type=content_type)

                self.assertEqual(answer.expect(202).json["accepted"], 2)
                self.assertEqual([index for index, _ in self.rejections(answer)], [1, 3, 4, 5])
                self.assertEqual(dict(self.rejections(answer))[3], ["/action"])
                self.assertEqual(self.keys(), ["good-0", "good-2"])

    def test_a_batch_that_cannot_be_read_changes_nothing(self):
        good = json.dumps(self.a_team.event("good")).encode()
        for body in (b"[" + good + b",", b"[" + good + b"]]", b"", b"\xff",
                     b"[" + good + b" " + good + b"]"):
            with self.subTest(body=body[-40:]):
                self.client.request("POST", BATCH, body).expect(400)
                self.assertEqual(self.keys(), [])

    def test_a_batch_of_too_many_changes_nothing(self):
        small = {"event_manager_id": self.a_team.id, "summary": "s", "severity": "low",
                 "action": "trigger", "dedupKey": "many"}
        self.client.post(BATCH, [small] * 10_001).expect(400, 413)
        lines = (json.dumps(small) + "\n").encode() * 10_001
        self.client.request("POST", BATCH, lines, Content_Type="application/x-ndjson").expect(400, 413)
        self.assertEqual(self.keys(), [])

    def test_ten_thousand_are_a_batch(self):
        event = self.a_team.event
        answer = self.client.post(BATCH, [event(f"key-{n % 500}") for n in range(10_000)]).expect(202)

        self.assertEqual(answer.json, {"accepted": 10_000, "rejected": []})
        self.assertEqual(len(self.keys()), 500)
        self.assertEqual(self.a_team.alert("key-7")["event_count"], 20)

    def test_an_empty_batch_is_one(self):
        self.assertEqual(self.client.post(BATCH, []).expect(202).json,
                         {"accepted": 0, "rejected": []})
