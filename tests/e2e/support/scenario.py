"""A running Tocsin, a sink for its pages, and the words to tell a story with."""

import itertools
import unittest

from .client import moment
from .server import Tocsin
from .sinks import HttpSink
from .waiting import eventually

_numbers = itertools.count(1)


class Scenario(unittest.TestCase):
    """The tests of a class share one Tocsin; each has services and managers of its own."""

    server = Tocsin

    @classmethod
    def setUpClass(cls):
        cls.sink = HttpSink()
        cls.addClassCleanup(cls.sink.close)
        cls.tocsin = cls.server(cls.configuration(), environment=cls.environment())
        cls.addClassCleanup(cls.tocsin.close)
        cls.prepare()
        cls.tocsin.start()

    @classmethod
    def tearDownClass(cls):
        code = cls.tocsin.stop() if cls.tocsin.is_running() else cls.tocsin.process.returncode
        if code != 0:
            raise AssertionError(f"it ended with {code}:\n{cls.tocsin.log_tail()}")

    @classmethod
    def configuration(cls):
        return ""

    @classmethod
    def prepare(cls):
        """What is done before its first start."""

    @classmethod
    def environment(cls):
        """What its process has more of than this one."""
        return {}

    def setUp(self):
        self.client = self.tocsin.client()
        self.addCleanup(lambda: self.client.close())

    def run(self, result=None):
        result = result or self.defaultTestResult()
        failed_before = len(result.failures) + len(result.errors)
        super().run(result)
        if len(result.failures) + len(result.errors) > failed_before:
            print(f"--- the end of the log at {self.id()}\n{self.tocsin.log_tail()}---", flush=True)
        return result

    def start_again(self):
        """After a kill."""
        self.tocsin.start()
        self.client.close()
        self.client = self.tocsin.client()

    def service(self, levels=2, delay="1s", **policy):
        return MonitoredService(self, levels, delay, policy)

    def let_pass(self, seconds):
        """Until the pager itself has kept a promise of so many seconds: the page of another outage's
        second level. What was due before it and has not come by then does not come."""
        marker = self.service(delay=f"{int(seconds * 1000)}ms")
        marker.alert()
        marker.wait_for_page(1, deadline=seconds + 10)

    def alert(self, name, **query):
        return self.client.alert(name, **query)

    def acknowledge(self, alert_id, by="alice"):
        path = f"/v1/alerts/{alert_id}/acknowledge"
        return self.client.post(path, {"by": by}).expect(200).json

    def resolve(self, alert_id):
        return self.client.post(f"/v1/alerts/{alert_id}/resolve").expect(200).json

    def notifications(self, alert_id):
        return self.client.all("/v1/notifications", alert_id=alert_id)

    def timeline(self, alert_id):
        entries = self.client.get(f"/v1/alerts/{alert_id}/timeline").expect(200).json["timeline"]
        return [entry["what"] for entry in entries]


class MonitoredService:
    """A service with a policy of its own, whose levels page one webhook each."""

    def __init__(self, scenario, levels, delay, policy):
        self.scenario = scenario
        self.id = fresh("service")
        self.put({"name": self.id})
        if levels:
            self.page_by(levels if isinstance(levels, list) else self.one_target_each(levels),
                         delay, **policy)

    def one_target_each(self, levels):
        return [[self.target(level)] for level in range(levels)]

    def target(self, name):
        return {"type": "webhook", "url": self.scenario.sink.url(f"/{self.id}/{name}")}

    def page_by(self, levels, delay, **policy):
        levels = [{"id": level, "targets": targets} for level, targets in enumerate(levels)]
        body = {"monitored_service_id": self.id, "levels": levels, **policy}
        if delay:
            body["acknowledgement_delay"] = delay
        path = f"/v1/escalation-policies/policy-of-{self.id}"
        return self.scenario.client.put(path, body).expect(200, 201).json

    def put(self, body):
        return self.scenario.client.put(f"/v1/services/{self.id}", body).expect(200, 201)

    def alert(self, message="it is down", **more):
        path = f"/v1/services/{self.id}/alerts"
        return self.scenario.client.post(path, {"message": message, **more}).expect(202).json

    def healthy(self):
        return self.scenario.client.post(f"/v1/services/{self.id}/healthy").expect(200).json

    @property
    def status(self):
        return self.scenario.client.get(f"/v1/services/{self.id}").expect(200).json["status"]

    def pages(self, level=None):
        """What has arrived for this service, or for one level of it."""
        return self._chosen(self.scenario.sink.records(), level)

    def wait_for_page(self, level, count=1, deadline=10.0):
        def arrived(records):
            found = self._chosen(records, level)
            return found if len(found) >= count else None
        return self.scenario.sink.wait_for(arrived, deadline)[-1]

    def wait_until(self, escalation, alert_id):
        return eventually(f"{self.id} is {escalation}",
                          lambda: self.scenario.alert(alert_id)["escalation"] == escalation)

    def _chosen(self, records, level):
        pages = [record for record in records if record.json["kind"] == "page"]
        mine = [page for page in pages if page.json.get("service_id") == self.id]
        return [page for page in mine if level is None or page.json["level"] == level]


def fresh(kind):
    """A name that nothing else in this run has."""
    return f"{kind}-{next(_numbers)}"


def opened_at(alert):
    return moment(alert["opened_at"])
