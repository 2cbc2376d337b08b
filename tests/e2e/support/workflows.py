"""Signals, the workflows that look at them, and a Slack and a webhook that hear of it."""

import datetime
import tempfile

from .scenario import Scenario, fresh
from .sinks import HttpSink
from .waiting import eventually

CONFIGURATION = 'notifiers: {{slack: {{bot_token_file: "{token_file}", api_base_url: "{slack}"}}}}\n'
BOT = "/api/chat.postMessage"  # where a Slack is told as the bot


class WorkflowScenario(Scenario):
    """Each test has signals and channels of its own."""

    @classmethod
    def setUpClass(cls):
        cls.slack = HttpSink(b'{"ok":true,"ts":"1.2"}')
        cls.addClassCleanup(cls.slack.close)
        super().setUpClass()

    @classmethod
    def configuration(cls):
        token = tempfile.NamedTemporaryFile("w", suffix=".token")
        cls.addClassCleanup(token.close)
        token.write("xoxb-secret\n")
        token.flush()
        return CONFIGURATION.format(slack=cls.slack.url(), token_file=token.name)

    def workflow(self, *actions, conditions=None, signal_type=None, **more):
        """A new one, of signals of its own; without conditions, each signal meets its."""
        body = {"name": fresh("workflow"), "signal_type": signal_type or fresh("type"),
                "conditions": conditions or [count(1, "1m")], "actions": list(actions), **more}
        return self.client.post("/v1/workflows", body).expect(201).json

    def signal(self, signal_type, subject, value=None, **more):
        body = {"signal_type": signal_type, "org_id": subject, "value": value or {}, **more}
        return self.client.post("/v1/signals", body).expect(202).json

    def runs(self, workflow, **query):
        """Oldest first."""
        name = workflow["workflow_id"]
        return self.client.all("/v1/runs", workflow_id=name, **query)[::-1]

    def wait_for_run(self, workflow, status, number=0, deadline=10):
        def has_come_so_far():
            runs = self.runs(workflow)
            return len(runs) > number and runs[number]["status"] == status and runs[number]
        return eventually(f"run {number} is {status}", has_come_so_far, deadline)

    def slack_messages(self, channel):
        """The texts that have arrived there, with the requests they were in."""
        return [(request.json["text"], request) for request in self.slack.records()
                if request.json.get("channel") == channel]

    def wait_for_slack(self, channel, count=1, deadline=10):
        eventually(f"{count} messages in {channel}",
                   lambda: len(self.slack_messages(channel)) >= count, deadline)
        return self.slack_messages(channel)[count - 1]

    def told(self, path):
        """What the webhook there has got."""
        return [request for request in self.sink.records() if request.path == path]

    def wait_until_told(self, path, count=1, deadline=10):
        return self.sink.wait_for(lambda _: len(self.told(path)) >= count and self.told(path),
                                  deadline)[count - 1]


def absence(duration):
    return {"type": "absence", "duration": duration}


def numeric(field, operator, value, **more):
    return {"type": "numeric", "field": field, "operator": operator, "value": value, **more}


def count(at_least, within):
    return {"type": "count", "at_least": at_least, "within": within}


def slack(channel, message):
    return {"type": "slack", "target": channel, "message": message}


def webhook(url, message="{{org_id}}"):
    return {"type": "webhook", "target": url, "message": message}


def delay(duration):
    return {"type": "delay", "duration": duration}


def rfc3339(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat(
        timespec="milliseconds")


def not_before(seconds):
    """The earliest time for what is due then: Tocsin knows milliseconds, and a float none exactly."""
    return seconds - 0.001


def step_statuses(run):
    return [step["status"] for step in run["steps"]]
