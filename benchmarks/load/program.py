"""The servers that are measured, each in a directory of its own."""

import http.client
import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

READY_SECONDS = 60


class Server:
    """A process on a free port of loopback until the end of a `with` block, which removes its data.
    What is run says what runs, where it wrote the port, and what it answers once it is ready."""

    name = "server"
    listening = None  # a pattern for its log; the group is the port
    ready_path = None

    def __init__(self, binary, disk):
        self.binary = binary
        self._temporary = tempfile.TemporaryDirectory(prefix=f"{self.name}-bench-", dir=disk)
        self.directory = pathlib.Path(self._temporary.name)
        self._process = None
        self.port = None

    def __enter__(self):
        os.sync()  # what others have left to be written is not to be measured
        self.start()
        return self

    def __exit__(self, *_):
        self.kill()
        self._temporary.cleanup()

    def command(self):
        raise NotImplementedError

    def start(self):
        """Starts it; returns the seconds from exec until it says that it is ready."""
        log = self.directory / "log"
        with log.open("w") as output:
            began = time.monotonic()
            self._process = subprocess.Popen(
                self.command(), cwd=self.directory, stdin=subprocess.DEVNULL, stdout=output,
                stderr=output)
        while time.monotonic() - began < READY_SECONDS:
            if self._process.poll() is not None:
                raise RuntimeError(f"{self.name} has ended:\n{log.read_text()}")
            if self._is_ready(log):
                return time.monotonic() - began
            time.sleep(0.002)
        raise RuntimeError(f"{self.name} is not ready after {READY_SECONDS} s:\n{log.read_text()}")

    def kill(self):
        """SIGKILL: the next start finds what a crash leaves."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    @property
    def pid(self):
        return self._process.pid

    def resident_bytes(self):
        status = pathlib.Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+) kB", status)[1]) * 1024

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def metrics(self):
        """Its counters and gauges by name, with their labels where they have some."""
        connection = self.connect()
        text = request(connection, "GET", "/metrics").decode()
        connection.close()
        return {name: float(value)
                for name, value in re.findall(r"^(\w+(?:\{.*\})?) (\S+)", text, re.MULTILINE)}

    def _is_ready(self, log):
        found = re.search(self.listening, log.read_text())
        if not found:
            return False
        self.port = int(found[1])
        connection = self.connect()
        connection.request("GET", self.ready_path)
        status = connection.getresponse().status
        connection.close()
        return status == 200


class Program(Server):
    """Tocsin."""

    name = "tocsin"
    listening = r"listening.*?127\.0\.0\.1:(\d+)"
    ready_path = "/readyz"

    def command(self):
        return [self.binary, "serve", "--listen", "127.0.0.1:0", "--data", self.directory / "data"]

    def put(self, path, body):
        connection = self.connect()
        answer = request(connection, "PUT", path, json.dumps(body).encode())
        connection.close()
        return answer

    def open_alerts(self):
        return int(self.metrics()["tocsin_alerts_open"])


def request(connection, method, path, body=None):
    """The body of a 2xx answer; anything else ends the measurement."""
    connection.request(method, path, body, {"Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    if response.status >= 300:
        raise RuntimeError(f"{method} {path}: {response.status} {answer[:300]!r}")
    return answer


def configure(program, webhook_url=None):
    """An event manager called `bench` that groups by class."""
    program.put("/v1/grouping-rules/by-class",
                {"name": "by class", "grouping_key": "class", "time_window": "1h"})
    manager = {"name": "bench", "grouping_rule_id": "by-class"}
    if webhook_url:
        manager["notification_config"] = {"webhook_url": webhook_url}
    program.put("/v1/event-managers/bench", manager)
