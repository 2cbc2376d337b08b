"""SIGKILL in the middle of windows: lines that were accepted more than a second before it count
afterwards, an alert is raised once and none is lost."""

import collections
import http.client
import threading
import time

from support.load import Journal, Persistent
from support.logs import LogScenario, line
from support.waiting import eventually, pause_until

from killing import Killing, rounds
from proofs import at_least, prove

ROUNDS = rounds(100, 50)
THRESHOLD = 20
DURABLE = 1.1  # what was accepted so many seconds before a kill is on the disk


class LogCrashes(Killing, LogScenario):
    def setUp(self):
        super().setUp()
        # The lines of a round have one timestamp, so they share a window whatever the clock says.
        self.rule("counted-*", threshold=THRESHOLD, window="1h", grace="5m", name="counted")
        self.listener = self.subscriber()
        self.listener.rule("*", "*", "counted")
        self.journal = Journal()
        self.persistent = Persistent(self.tocsin, self.journal)
        self.addCleanup(self.persistent.close)
        self.noise = Noise(self.tocsin)

    def test_what_was_counted_counts_and_what_was_raised_is_raised_once(self):
        self.noise.start()
        try:
            crossed = [service for number in range(ROUNDS) for service in self.round(number)]
        finally:
            self.noise.stop()
        self.assertEqual(self.journal.surprises, [])
        self.assertGreater(self.noise.accepted, ROUNDS)

        self.settle()
        alerts = self.client.all("/v1/alerts", event_manager_id="tocsin")
        found = collections.Counter(alert["fields"]["service"] for alert in alerts)
        self.assertEqual(found, collections.Counter(crossed))
        self.assertEqual({alert["event_count"] for alert in alerts}, {1})
        self.assertEqual({alert["status"] for alert in alerts}, {"active"})
        self.check_who_was_told(alerts)
        prove(at_least("SIGKILLs among log windows", self.kills, ROUNDS),
              at_least("alerts that the lines around them had to raise once", len(alerts), 4 * ROUNDS))

    def round(self, number):
        """Some services far from their threshold, one that crosses it at the moment of the kill;
        returns those that have an alert in the end."""
        at = int(time.time() * 1000)
        waiting = {f"counted-{number}-{index}": [] for index in range(3)}
        for service in waiting:
            self.add(15 * [line(service, timestamp=at)])
        durable_at = time.time() + DURABLE
        pause_until(durable_at)
        for service in waiting:  # perhaps on the disk at the kill, perhaps not
            waiting[service] = self.chance.randint(0, 5) * [line(service, timestamp=at)]
            self.add(waiting[service], Idempotency_Key=service)
        crossing = f"counted-{number}-crossing"
        was_answered = self.kill_while_it_crosses(crossing, at)
        self.come_back()

        if was_answered:
            self.assertEqual(len(self.found(crossing)), 1)
        crossed = (THRESHOLD + 1) * [line(crossing, timestamp=at)]
        self.add(crossed)  # what was not answered is sent again
        for service, recent in waiting.items():
            one = line(service, timestamp=at)
            self.add(recent, Idempotency_Key=service)  # once more, whether or not it is there
            self.add((THRESHOLD - 15 - len(recent)) * [one])
            self.assertEqual(self.found(service), [], "counted twice")
            self.add([one])
            self.assertEqual(len(self.found(service)), 1, "lost")
            self.add((THRESHOLD + 1) * [one])  # raised already
        return [*waiting, crossing]

    def add(self, lines, **headers):
        if lines:
            self.persistent.post("/v1/logs/batch", lines, 202, **headers)

    def kill_while_it_crosses(self, service, at):
        """Was the batch that crosses answered before the kill?"""
        answers = []

        def cross():
            try:
                client = self.tocsin.client()
                lines = [line(service, timestamp=at)] * (THRESHOLD + 1)
                answers.append(client.post("/v1/logs/batch", lines).status)
            except (OSError, http.client.HTTPException):
                pass  # killed

        sender = threading.Thread(target=cross)
        sender.start()
        self.live(0, 0.02)
        self.kill()
        sender.join()
        return answers == [202]

    def settle(self):
        eventually("all is delivered", lambda: not self.client.all("/v1/notifications", status="pending"), 60)

    def check_who_was_told(self, alerts):
        """Of each alert by one key; more than once only when a kill came before the answer."""
        keys = collections.defaultdict(set)
        for record in self.listener.told():
            keys[record.json["alert_id"]].add(record.headers["idempotency-key"])
        self.assertEqual(set(keys), {alert["id"] for alert in alerts})
        self.assertEqual({len(of_alert) for of_alert in keys.values()}, {1})


class Noise:
    """Lines of other services, so that a kill finds the writer at work."""

    def __init__(self, tocsin):
        self.tocsin = tocsin
        self.accepted = 0
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._send)

    def start(self):
        self.thread.start()

    def stop(self):
        self.stopping.set()
        self.thread.join()

    def _send(self):
        number = 0
        while not self.stopping.wait(0.005):
            number += 1
            lines = [line(f"noise-{(number + index) % 500}", message="hum") for index in range(50)]
            address = self.tocsin.address
            if address is None:
                continue
            try:
                client = self.tocsin.client()
                if client.post("/v1/logs/batch", lines).status == 202:
                    self.accepted += 1
                client.close()
            except (OSError, TypeError, http.client.HTTPException):
                pass  # killed
