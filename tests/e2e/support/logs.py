"""Log lines, the rules over them, and the alerts that they make."""

import re
import time

from .scenario import fresh
from .subscriber import SubscriptionScenario
from .waiting import eventually


class LogScenario(SubscriptionScenario):
    def send(self, lines, client=None):
        """All of them, in one batch; returns its answer."""
        return (client or self.client).post("/v1/logs/batch", lines).expect(202).json

    def send_all(self, lines, client=None):
        answer = self.send(lines, client)
        self.assertEqual(answer, {"accepted": len(lines), "rejected": []})

    def rule(self, service, **more):
        """Counts the lines of a service that say boom, unless it is told to do something else."""
        body = {"name": fresh("rule"), "type": "PATTERN", "pattern": "boom", "service": service,
                "threshold": 10, "severity": "high", **more}
        if body["type"] != "PATTERN":
            body.pop("pattern")
        return self.client.post("/v1/alert-rules", body).expect(201).json

    def change(self, rule, **more):
        path = f"/v1/alert-rules/{rule['id']}"
        return self.client.put(path, {**rule, **more}).expect(200).json

    def found(self, service, **query):
        """The alerts that Tocsin has found of a service, the oldest first."""
        alerts = self.client.all("/v1/alerts", event_manager_id="tocsin", **query)
        return [alert for alert in reversed(alerts) if alert["fields"]["service"] == service]

    def wait_until_resolved(self, alert, deadline=15):
        eventually(f"{alert['summary']} is over",
                   lambda: self.alert(alert["id"])["status"] == "resolved", deadline)

    def metric(self, name, **labels):
        wanted = {f'{key}="{value}"' for key, value in labels.items()}
        for line in self.client.get("/metrics").expect(200).body.decode().splitlines():
            found = re.fullmatch(rf"{name}(?:{{(.*)}})? (\S+)", line)
            if found and wanted <= set((found[1] or "").split(",")):
                return float(found[2])
        raise AssertionError(f"there is no {name} {labels}")


def line(service, level="INFO", message="boom", **more):
    return {"service": service, "level": level, "message": message, **more}


def now_ms():
    return int(time.time() * 1000)


def border_ms(window, ago):
    """The last moment, at least `ago` seconds in the past, at which a window of so many seconds
    ended and the next began."""
    return int((time.time() - ago) // window * window * 1000)


def numbered(service, count, **more):
    return [line(service, **more) for _ in range(count)]
