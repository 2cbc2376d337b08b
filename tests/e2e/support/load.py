"""Clients that keep a Tocsin busy which is killed again and again, and the journal of what they were
told. The journal is the truth that the store is held against: it lives here, not there."""

import collections
import http.client
import random
import threading
import time

from .client import Client
from .waiting import eventually


PATIENCE = 180  # seconds until a client gives up


class Journal:
    """What was answered with a 2xx, and when."""

    def __init__(self):
        self.lock = threading.Lock()
        self.events = collections.Counter()  # dedup key → events that were accepted
        self.resolved_keys = set()
        self.outages = []
        self.refused = 0  # times somebody was told to come again
        self.surprises = []

    def accept(self, key):
        with self.lock:
            self.events[key] += 1

    def accepted_events(self):
        with self.lock:
            return dict(self.events)

    def answered(self):
        """How many events."""
        return sum(self.accepted_events().values())


class Outage:
    """An alert of a service of its own, and what a person did about it."""

    def __init__(self, alert_id, deed, answered_at):
        self.alert_id = alert_id
        self.deed = deed  # acknowledge, resolve, healthy or ignore
        self.answered_at = answered_at  # by the clock that the sinks use too; None when ignored


class Load:
    """Threads that send events, open outages and answer pages in a `with` block. What was not answered
    is sent again, as a client with an idempotency key does."""

    def __init__(self, tocsin, team, policies, journal, seed, name, senders, pause):
        """`name` tells its events from those of other loads; `pause` is the longest of a sender."""
        self.tocsin = tocsin
        self.team = team
        self.policies = policies  # id → seconds between two levels
        self.journal = journal
        self.pause = pause
        self.stopping = threading.Event()
        workers = [("events", self._send_events)] * senders + [("outages", self._open_outages)] * 6
        self.threads = [
            threading.Thread(target=self._guarded, daemon=True,
                             args=(work, f"{name}.{kind}-{n}", random.Random(f"{seed}.{name}.{n}")))
            for n, (kind, work) in enumerate(workers)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, failure, *_):
        """After a failure nobody waits for answers that may never come."""
        self.stopping.set()
        for thread in self.threads:
            if not failure:
                thread.join()

    def _guarded(self, work, name, chance):
        client = Persistent(self.tocsin, self.journal)
        try:
            work(name, chance, client)
        except Exception as error:  # a thread must not end unseen
            self.journal.surprises.append(f"{name}: {error!r}")
        finally:
            client.close()

    def _send_events(self, name, chance, client):
        for number in range(1_000_000):
            if self.stopping.is_set():
                return
            key = f"{name}.key-{number // 3}"  # each is triggered three times
            event = {"event_manager_id": self.team, "summary": key, "severity": "low",
                     "action": "trigger", "dedupKey": key, "event_id": f"{name}.{number}"}
            client.post("/v1/events", event, 202)
            self.journal.accept(key)
            if number % 30 == 29:
                resolve = {**event, "action": "resolve", "event_id": f"{name}.{number}.resolve"}
                client.post("/v1/events", resolve, 202)
                self.journal.resolved_keys.add(key)
            self.stopping.wait(chance.uniform(0, self.pause))

    def _open_outages(self, name, chance, client):
        for number in range(1_000_000):
            if self.stopping.is_set():
                return
            policy = chance.choice(sorted(self.policies))
            service = f"{name}.service-{number}"
            client.request("PUT", f"/v1/services/{service}",
                           {"name": service, "escalation_policy_id": policy}, 200, 201)
            alert = {"message": service, "dedup_key": service}
            alert_id = client.post(f"/v1/services/{service}/alerts", alert, 202).json["alert_id"]
            deed = chance.choice(["acknowledge", "resolve", "healthy", "ignore"])
            answered_at = None
            if deed != "ignore":
                self.stopping.wait(chance.uniform(0, 3 * self.policies[policy]))
                path = f"services/{service}" if deed == "healthy" else f"alerts/{alert_id}"
                client.post(f"/v1/{path}/{deed}", {"by": name}, 200)
                answered_at = time.time()
            self.journal.outages.append(Outage(alert_id, deed, answered_at))


class Persistent:
    """Asks again until there is an answer, wherever Tocsin listens by then."""

    def __init__(self, tocsin, journal):
        self.tocsin = tocsin
        self.journal = journal
        self.address = None
        self.client = None

    def post(self, path, body, *expected, **headers):
        return self.request("POST", path, body, *expected, **headers)

    def request(self, method, path, body, *expected, **headers):
        return eventually(f"{method} {path}",
                          lambda: self._try(method, path, body, expected, headers), PATIENCE)

    def _try(self, method, path, body, expected, headers):
        address = self.tocsin.address
        if address is None:
            return None
        if address != self.address:
            self.close()
            self.address, self.client = address, Client(address)
        try:
            answer = self.client.request(method, path, body, **headers)
        except (OSError, http.client.HTTPException):
            return None
        if answer.status in expected:
            return answer
        if answer.status == 503:
            self.journal.refused += 1
        else:
            self.journal.surprises.append(f"{method} {path}: {answer!r}")
        return None

    def close(self):
        if self.client:
            self.client.close()
