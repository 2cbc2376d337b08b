"""Prometheus' Alertmanager, configured to do what Tocsin is asked to do beside it."""

import contextlib
import json
import urllib.parse

from program import Server, request

ALERTS = "/api/v2/alerts"

# Whom it tells, and of what at once: nobody; a receiver of each group; a receiver of each alert.
GROUPING = {"quiet": "[class]", "groups": "[class]", "alerts": "['...']"}

CONFIGURATION = """\
route:
  receiver: {receiver}
  group_by: {grouping}
  group_wait: 0s
  group_interval: {interval}
  repeat_interval: 12h
receivers:
  - name: nobody
  - name: sink
    webhook_configs:
      - url: {url}
        send_resolved: false
"""

ALERT = ('{"labels":{"alertname":"disk","event_manager_id":"%s","severity":"%s","class":"disk-%d",'
         '"dedup_key":"held-%d","host":"node-17.eu-west.example.org","device":"/dev/nvme0n1p2",'
         '"team":"storage"},"annotations":{"summary":"disk usage of /var/lib/data is above 90 %%",'
         '"usage_percent":"91.4","runbook":"https://runbooks.example.org/disk-full"}}')


class Alertmanager(Server):
    """One node, without a cluster."""

    name = "alertmanager"
    listening = r'msg="Listening on" address=127\.0\.0\.1:(\d+)'
    ready_path = "/-/ready"

    def __init__(self, binary, disk, mode, url):
        super().__init__(binary, disk)
        (self.directory / "alertmanager.yml").write_text(CONFIGURATION.format(
            receiver="nobody" if mode == "quiet" else "sink", grouping=GROUPING[mode],
            interval="5m" if mode == "quiet" else "1s", url=url or "http://127.0.0.1:9/"))

    def command(self):
        return [self.binary, "--config.file=alertmanager.yml", "--storage.path=data",
                "--web.listen-address=127.0.0.1:0", "--cluster.listen-address="]

    def taken_in(self):
        """How many alerts it has been sent since it began, new ones and repeated ones."""
        return self.metrics()['alertmanager_alerts_received_total{status="firing",version="v2"}']

    def open_alerts(self):
        """By reading them all: its metric leaves out those of which it has told nobody yet."""
        return self.count_in(self._ask(""))

    def list(self, name, value):
        """Those alerts that have this value of a label, in one answer: there are no pages."""
        return self._ask("?" + urllib.parse.urlencode({"filter": f'{name}="{value}"'}))

    def find(self, key):
        """The one alert of this key, found as all things are here."""
        return self.list("dedup_key", key)

    def count_in(self, answers):
        return sum(len(json.loads(answer)) for answer in answers)

    def _ask(self, query):
        with contextlib.closing(self.connect()) as connection:
            return [request(connection, "GET", ALERTS + query)]
