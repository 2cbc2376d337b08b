"""Paging goes on while a log, idle clients or signals are in the way."""

import fcntl
import resource
import signal
import socket

from support.client import Client
from support.scenario import Scenario
from support.server import Tocsin, address_in
from support.waiting import eventually

PROMPT = 1.0  # a page may be this late, in seconds
MANY = 10_000
WAITING_LINES = 1_024  # of the log


class UnreadLog(Tocsin):
    """Nobody reads its log, a pipe of one page, from its start to its end."""

    def _read_log(self, process):
        fcntl.fcntl(process.stdout.fileno(), fcntl.F_SETPIPE_SZ, 4096)
        while "listening" not in (line := process.stdout.readline()):
            pass
        with self._told:
            self.log.append(line)
            self.address = address_in(line)
            self._told.notify_all()
        process.wait()


class LogOnFullDisk(Tocsin):
    """Each write of its log fails. It cannot say where it listens, so the test chooses."""

    def __init__(self, *arguments, **named):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.chosen = free.getsockname()
        super().__init__(*arguments, listen="%s:%d" % self.chosen, **named)

    def spawn(self):
        with open("/dev/full", "w") as full:
            self.stderr = full
            super().spawn()
        self.address = self.chosen
        eventually("it listens", self.is_listening)

    def is_listening(self):
        with socket.socket() as client:
            return client.connect_ex(self.chosen) == 0


class Resources(Scenario):
    def assert_it_pages_promptly(self):
        service = self.service(levels=2, delay="1s")
        alert = service.alert()
        service.wait_for_page(0, deadline=PROMPT)
        service.wait_for_page(1, deadline=1 + PROMPT)
        self.acknowledge(alert["alert_id"])

    def metric(self, name):
        lines = self.client.get("/metrics").expect(200).body.decode().splitlines()
        return next(float(line.split()[-1]) for line in lines if line.startswith(name + " "))

    def write_many_log_lines(self):
        """E-mail is not configured: each delivery fails, and the log says so."""
        self.client.put("/v1/clients/noisy", {"name": "noisy"}).expect(200, 201)
        rule = self.client.post("/v1/rules", {"client_id": "noisy", "severity": "LOW", "source": "*",
                                              "name": "*"}).expect(201).json
        self.client.post("/v1/endpoints", {"rule_id": rule["rule_id"], "type": "email",
                                           "value": "a@example.org"}).expect(201)
        events = [{"alert_id": str(n), "severity": "LOW", "source": "s", "name": f"n{n}"}
                  for n in range(2 * WAITING_LINES)]
        self.client.post("/v1/events/batch", events).expect(200, 202)


class UnreadLogTest(Resources):
    server = UnreadLog

    def test_it_pages_and_counts_the_lines_that_it_lost(self):
        self.write_many_log_lines()
        eventually("lines are lost", lambda: self.metric("tocsin_own_log_lines_lost_total") > 0)
        self.assert_it_pages_promptly()


class LogOnFullDiskTest(Resources):
    server = LogOnFullDisk

    def test_it_pages_and_counts_the_lines_that_it_lost(self):
        eventually("lines are lost", lambda: self.metric("tocsin_own_log_lines_lost_total") > 0)
        self.assert_it_pages_promptly()


class FewDescriptorsTest(Resources):
    @classmethod
    def prepare(cls):
        cls.tocsin.wrapper = ["prlimit", "--nofile=1024:1024"]
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))

    def test_it_pages_among_many_idle_clients_and_counts_those_that_it_refuses(self):
        most = self.metric("tocsin_http_connections_max")
        self.assertLess(most, 1024)
        idle = [socket.create_connection(self.tocsin.address) for _ in range(MANY)]
        self.addCleanup(lambda: [client.close() for client in idle])

        self.assert_it_pages_promptly()

        self.assertEqual(self.metric("tocsin_http_connections"), most)
        self.assertGreaterEqual(self.metric("tocsin_http_connections_refused_total"), MANY - most)
        self.assertIn("new ones are refused", self.tocsin.log_tail())
        for client in idle:
            client.close()
        eventually("they are gone", lambda: self.metric("tocsin_http_connections") < most)
        another = Client(self.tocsin.address)
        another.get("/healthz").expect(200)
        another.close()


class SignalsTest(Resources):
    def test_it_outlives_the_signals_of_logrotate_a_terminal_and_a_service_manager(self):
        for sent in (signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2, signal.SIGPIPE, signal.SIGALRM,
                     signal.SIGVTALRM, signal.SIGPROF):
            self.tocsin.process.send_signal(sent)
        self.assert_it_pages_promptly()
        self.assertTrue(self.tocsin.is_running())
