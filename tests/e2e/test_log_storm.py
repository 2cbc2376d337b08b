"""Y12: 50,000 log lines a second. None is lost, and the line that crosses a rule is told at once.

TOCSIN_STORM_SECONDS says for how long: 10, where the case says 60. TOCSIN_STORM_LINES says how many a
second, for a program that counts its own coverage and is ten times as slow.
"""

import json
import os
import threading
import time

from support.logs import LogScenario, line
from support.waiting import pause_until

SECONDS = int(os.environ.get("TOCSIN_STORM_SECONDS", 10))
LINES_A_SECOND = int(os.environ.get("TOCSIN_STORM_LINES", 50_000))
LINES = 1_000  # in a request
EVERY = LINES / LINES_A_SECOND  # seconds
CONNECTIONS = 4


class LogStorm(LogScenario):
    def test_y12_no_line_is_lost_and_what_crosses_is_told_within_a_second(self):
        subscriber = self.subscriber()
        subscriber.rule("CRITICAL", name="crossing")
        self.rule("crossing-*", name="crossing", threshold=0, severity="critical")
        self.bodies = [ordinary_lines(number) for number in range(20)]
        self.sent_at = {}  # second → when its crossing line was sent
        self.taken = 0
        self.lock = threading.Lock()

        began = time.time()
        self.send_from_all_connections(began)
        took = time.time() - began
        self.client.close()  # it may have been idle for longer than a connection is kept

        self.assertLess(took, SECONDS + 1, "the machine did not keep up")
        levels = ("DEBUG", "INFO", "WARN", "ERROR")
        self.assertEqual(sum(self.metric("tocsin_log_lines_total", level=level)
                             for level in levels), self.taken)
        self.assertEqual(self.taken, SECONDS * LINES_A_SECOND + SECONDS)
        told = subscriber.wait_until_told(SECONDS)
        self.assertEqual(len(told), SECONDS)
        waits = sorted(self.waits_of(told))
        print(f"{self.taken} lines in {took:.1f} s; from the crossing line to the webhook: "
              f"median {waits[SECONDS // 2]:.3f} s, slowest {waits[-1]:.3f} s", flush=True)
        self.assertLess(waits[-1], 1)

    def waits_of(self, told):
        for request in told:
            service = self.alert(request.json["alert_id"])["fields"]["service"]
            yield request.at - self.sent_at[int(service.removeprefix("crossing-"))]

    def send_from_all_connections(self, began):
        threads = [threading.Thread(target=self.send_every, args=(first, began))
                   for first in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def send_every(self, first, began):
        """One of the connections' share of the requests, each when it is due."""
        client = self.tocsin.client()
        a_second = round(1 / EVERY)
        for number in range(first, SECONDS * a_second, CONNECTIONS):
            body = self.bodies[number % len(self.bodies)]
            pause_until(began + number * EVERY)
            if number % a_second == 0:
                body = self.with_crossing(body, number // a_second)
            answer = client.request("POST", "/v1/logs/batch", body).expect(202).json
            with self.lock:
                self.taken += answer["accepted"]
        client.close()

    def with_crossing(self, body, second):
        self.sent_at[second] = time.time()
        return body[:-1] + b"," + json.dumps(line(f"crossing-{second}")).encode() + b"]"


def ordinary_lines(number):
    """Of fifty services, about 150 bytes each; one in a hundred is an error."""
    levels = ["ERROR"] + ["DEBUG"] * 9 + ["WARN"] * 10 + ["INFO"] * 80
    return json.dumps([
        line(f"service-{(number * LINES + each) % 50}", levels[each % 100],
             f"request {each} of the checkout was answered", statusCode=200, responseTime=each % 400)
        for each in range(LINES)]).encode()
