"""Tocsin, configured to do what Alertmanager is asked to do beside it."""

import contextlib
import json
import re

from program import Program, configure, request

PAGE = 200  # the most that a page of a listing holds
NEXT = re.compile(rb'"next_cursor":"([^"]+)"}$')  # at its end

EVENT = ('{"event_manager_id":"%s","summary":"disk usage of /var/lib/data is above 90 %%",'
         '"severity":"%s","action":"trigger","class":"disk-%d","dedupKey":"held-%d",'
         '"host":"node-17.eu-west.example.org","device":"/dev/nvme0n1p2","usage_percent":"91.4",'
         '"team":"storage","runbook":"https://runbooks.example.org/disk-full"}')


class Tocsin(Program):
    """With two event managers, `bench` and `rare`."""

    def __init__(self, binary, disk, mode, url):
        super().__init__(binary, disk)
        self._mode, self._url = mode, url

    def __enter__(self):
        super().__enter__()
        try:
            self._configure()
        except BaseException:
            self.__exit__()  # nobody else would: the block is not entered
            raise
        return self

    def taken_in(self):
        """How many events it has kept since it began, of new alerts and of repeated ones."""
        metrics = self.metrics()
        return metrics["tocsin_alerts_opened_total"] + metrics["tocsin_alerts_repeated_total"]

    def list(self, name, value):
        """Those alerts that a filter finds, page after page as far as they go."""
        pages = []
        with contextlib.closing(self.connect()) as connection:
            query = f"/v1/alerts?{name}={value}&limit={PAGE}"
            cursor = ""
            while cursor is not None:
                pages.append(request(connection, "GET", query + cursor))
                more = NEXT.search(pages[-1])
                cursor = f"&cursor={more[1].decode()}" if more else None
        return pages

    def find(self, key):
        """The one alert of this key."""
        with contextlib.closing(self.connect()) as connection:
            return [request(connection, "GET", f"/v1/alerts/{key}")]

    def count_in(self, answers):
        """A page has its alerts in a list; an answer that has none is an alert."""
        found = [json.loads(answer) for answer in answers]
        return sum(len(each["alerts"]) if "alerts" in each else "dedup_key" in each for each in found)

    def _configure(self):
        configure(self, None if self._mode == "quiet" else self._url)
        if self._mode == "alerts":
            self._ungroup()
        self.put("/v1/event-managers/rare", {"name": "rare", "grouping_rule_id": "by-class"})

    def _ungroup(self):
        """Grouped by what no event has, each alert is by itself, and the webhook hears of it."""
        self.put("/v1/grouping-rules/by-class",
                 {"name": "by nothing", "grouping_key": "incident", "time_window": "1h"})
