"""The load generator, against a server that only counts."""

import http.server
import json
import signal
import subprocess
import threading
import unittest

from support.server import binary, run_tocsin
from support.waiting import eventually


class Counter:
    """Takes every item of every batch, and every client."""

    def __init__(self):
        self.items = {}
        self.clients = []
        self._lock = threading.Lock()
        counter = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                body = json.dumps(counter.take(self.path, text)).encode()
                self.send_response(201 if self.path == "/v1/clients" else 202)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def take(self, path, text):
        items = [json.loads(line) for line in text.splitlines()]
        with self._lock:
            if path == "/v1/clients":
                self.clients += items
                return items[0]
            self.items.setdefault(path, []).extend(items)
            return {"accepted": len(items), "rejected": []}

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()


def alerts_of(counter):
    """What was sent, without when: as a multiset."""
    return sorted(
        json.dumps({**item, "event_ts": 0}, sort_keys=True)
        for item in counter.items["/v1/events/batch"])


class Generate(unittest.TestCase):
    def generated(self, *arguments):
        with Counter() as counter:
            run = run_tocsin("generate", "--url", counter.url, *arguments)
        return run, counter

    def test_the_same_seed_gives_the_same_alerts_however_they_are_sent(self):
        first, one = self.generated("--burst", 1000, "--seed", 7)
        second, other = self.generated(
            "--burst", 1000, "--seed", 7, "--connections", 1, "--batch", 17)
        third, another = self.generated("--burst", 1000, "--seed", 8)

        for run in (first, second, third):
            self.assertEqual(run.returncode, 0, run.stdout)
            self.assertRegex(run.stdout, "sent 1000, accepted 1000, rejected 0, not delivered 0, ")
        self.assertEqual(len(alerts_of(one)), 1000)
        self.assertEqual(alerts_of(one), alerts_of(other))
        self.assertNotEqual(alerts_of(one), alerts_of(another))

    def test_without_a_seed_it_prints_the_one_it_drew(self):
        run, drawn = self.generated("--burst", 20)
        self.assertRegex(run.stdout, r"^seed \d+\n")
        seed = run.stdout.split()[1]

        _, again = self.generated("--burst", 20, "--seed", seed)
        self.assertEqual(alerts_of(drawn), alerts_of(again))

    def test_it_keeps_the_rate(self):
        run, counter = self.generated("--rps", 200, "--duration", "1s")

        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertEqual(len(alerts_of(counter)), 200)
        seconds = float(run.stdout.split("seconds ")[1].split(",")[0])
        self.assertGreaterEqual(seconds, 0.98)

    def test_it_writes_the_documents_data_set(self):
        run, counter = self.generated(
            "--rules", "3x288", "--endpoints", "webhook=http://127.0.0.1:9000/",
            "--endpoints", "email=ops@example.org")

        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertEqual([client["client_id"] for client in counter.clients],
                         ["client-0001", "client-0002", "client-0003"])
        rules = counter.items["/v1/rules/import"]
        self.assertEqual(len(rules), 864)
        self.assertEqual(rules[0], {
            "client_id": "client-0001", "severity": "LOW", "source": "api", "name": "timeout",
            "endpoints": [{"type": "webhook", "value": "http://127.0.0.1:9000/"},
                          {"type": "email", "value": "ops@example.org"}]})

    def test_it_stops_with_its_figures_when_it_is_interrupted(self):
        with Counter() as counter:
            process = subprocess.Popen(
                [binary(), "generate", "--url", counter.url, "--rps", "50", "--duration", "1h"],
                text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            eventually("something is sent", lambda: counter.items)
            process.send_signal(signal.SIGINT)
            said, _ = process.communicate(timeout=10)

        self.assertEqual(process.returncode, 0, said)
        self.assertIn("rejected 0, not delivered 0", said)

    def test_it_refuses_what_it_cannot_do(self):
        for words, answer in ((("--severity-dist", "HIGH:99"),
                               "--severity-dist must sum to 100, but sums to 99"),
                              (("--severity-dist", "URGENT:100"), "URGENT"),
                              (("--name-dist", "x"), "--name-dist must be shares"),
                              (("--rps", "0"), "--rps must be from 1 to 100000, not 0"),
                              (("--rps", "many"), "many"),
                              (("--burst", "10000001"), "--burst must be"),
                              (("--duration", "soon"), "is not a valid duration"),
                              (("--duration", "-1s"), "is not a valid duration"),
                              (("--batch", "10001"), "--batch"),
                              (("--connections", "0"), "--connections"),
                              (("--rules", "100"), "--rules must be"),
                              (("--rules", "1x1", "--endpoints", "webhook"), "--endpoints must be")):
            with self.subTest(words=words):
                run = run_tocsin("generate", "--url", "http://127.0.0.1:1", *words)
                self.assertNotEqual(run.returncode, 0)
                self.assertIn(answer, run.stdout)

    def test_it_ends_immediately_without_a_server(self):
        for more in (("--duration", "1h"), ("--rules", "1x1")):
            run = run_tocsin("generate", "--url", "http://127.0.0.1:1", *more, timeout=10)
            self.assertEqual(run.returncode, 1, run.stdout)
            self.assertRegex(run.stdout, "cannot connect to http://127.0.0.1:1: .*; start the server")
