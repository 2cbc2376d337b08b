"""An event manager of its own, and what is sent to it."""

from urllib.parse import quote

from .scenario import Scenario, fresh


class Team:
    """Groups by class unless told otherwise, and is told of its parents by a webhook."""

    def __init__(self, scenario, window="30s", key="class", service=None):
        self.scenario = scenario
        self.id = fresh("team")
        self.rule = f"rule-of-{self.id}"
        self.path = f"/told/{self.id}"
        self.set_window(window, key)
        body = {"name": self.id, "grouping_rule_id": self.rule,
                "notification_config": {"webhook_url": scenario.sink.url(self.path)}}
        if service:
            body["service_id"] = service.id
        scenario.client.put(f"/v1/event-managers/{self.id}", body).expect(201)

    def set_window(self, window, key="class"):
        rule = {"name": self.rule, "grouping_key": key, "time_window": window}
        path = f"/v1/grouping-rules/{self.rule}"
        return self.scenario.client.put(path, rule).expect(200, 201).json

    def event(self, key, action="trigger", **more):
        return {"event_manager_id": self.id, "summary": f"about {key}", "severity": "high",
                "action": action, "dedupKey": key, "class": "infrastructure", **more}

    def send(self, key, action="trigger", client=None, **more):
        client = client or self.scenario.client
        return client.post("/v1/events", self.event(key, action, **more)).expect(202).json

    def trigger(self, key, **more):
        return self.send(key, **more)["outcome"]

    def resolve(self, key, **more):
        return self.send(key, "resolve", **more)["outcome"]

    def alert(self, key):
        return self.scenario.alert(key, event_manager_id=self.id)

    def children(self, key):
        path = f"/v1/alerts/{quote(key, safe='')}/children"
        answer = self.scenario.client.get(path, event_manager_id=self.id)
        return sorted(child["dedupKey"] for child in answer.expect(200).json["alerts"])

    def told(self, records=None):
        """(kind, dedup key) of what its webhook has heard."""
        records = self.scenario.sink.records() if records is None else records
        bodies = [record.json for record in records if record.path == self.path]
        return [(body["kind"], body["dedupKey"]) for body in bodies]

    def wait_until_told(self, *expected):
        """Of exactly this; what it must not hear of would have been kept with the event's answer."""
        self.scenario.sink.wait_for(lambda records: len(self.told(records)) >= len(expected))
        every = [n for alert in self.scenario.client.all("/v1/alerts", event_manager_id=self.id)
                 for n in self.scenario.notifications(alert["id"]) if n["kind"] != "page"]
        self.scenario.assertEqual(len(every), len(expected))
        self.scenario.assertEqual(sorted(self.told()), sorted(expected))


class TeamScenario(Scenario):
    def team(self, **how):
        return Team(self, **how)
