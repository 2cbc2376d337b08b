"""Clients of their own, what they subscribe to, and alerts that are announced to them."""

import uuid

from .scenario import Scenario, fresh
from .waiting import eventually


class Subscriber:
    """A client; a webhook of its own hears what its rules match, unless they have other endpoints."""

    def __init__(self, scenario):
        self.scenario = scenario
        self.id = fresh("client")
        self.path = f"/told/{self.id}"
        scenario.client.post("/v1/clients", {"client_id": self.id, "name": self.id}).expect(201)

    @property
    def webhook(self):
        return endpoint("webhook", self.scenario.sink.url(self.path))

    def rule(self, severity="*", source="*", name="*", endpoints=None):
        body = {"client_id": self.id, "severity": severity, "source": source, "name": name,
                "endpoints": [self.webhook] if endpoints is None else endpoints}
        return self.scenario.client.post("/v1/rules", body).expect(201).json

    def told(self, records=None):
        """The requests that its webhook has got."""
        records = self.scenario.sink.records() if records is None else records
        return [record for record in records if record.path == self.path]

    def wait_until_told(self, count=1, deadline=10.0):
        def arrived(records):
            found = self.told(records)
            return found if len(found) >= count else None
        return self.scenario.sink.wait_for(arrived, deadline)

    def notifications(self, **query):
        """Newest first."""
        return self.scenario.client.all("/v1/notifications", client_id=self.id, **query)

    def failed(self):
        path = "/v1/failed-notifications"
        page = self.scenario.client.get(path, client_id=self.id, limit=200).expect(200).json
        return page["notifications"]

    def wait_for_notification(self, status, deadline=15.0):
        """Its only notification, once it has that status."""
        def has_come():
            notification, = self.notifications()
            return notification if notification["status"] == status else None
        return eventually(f"{self.id} has one that is {status}", has_come, deadline)


class SubscriptionScenario(Scenario):
    def subscriber(self):
        return Subscriber(self)

    def announce(self, severity="HIGH", source="s", name="n", alert_id=None, client=None, **more):
        """The answer to somebody else's alert."""
        body = {"alert_id": alert_id or new_alert_id(), "severity": severity, "source": source,
                "name": name, **more}
        return (client or self.client).post("/v1/events", body).expect(202).json

    def rules(self, **query):
        return self.client.get("/v1/rules", limit=200, **query).expect(200).json["rules"]

    def endpoints(self, rule):
        answer = self.client.get("/v1/endpoints", rule_id=rule["rule_id"], limit=200).expect(200)
        return answer.json["endpoints"]

    def toggle(self, rule, enabled):
        body = {"enabled": enabled, "version": rule["version"]}
        path = f"/v1/rules/toggle?rule_id={rule['rule_id']}"
        return self.client.post(path, body).expect(200).json


def endpoint(channel, address):
    return {"type": channel, "value": address}


def new_alert_id():
    return str(uuid.uuid4())
