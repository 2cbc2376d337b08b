"""A Tocsin of its own directory: started, killed and started again."""

import os
import pathlib
import re
import signal
import subprocess
import tempfile
import threading

from .client import Client
from .waiting import eventually

START_SECONDS = 90  # a sanitizer makes it slow, and so does a disk that others use


def binary():
    path = os.environ.get("TOCSIN_BINARY")
    if not path:
        raise RuntimeError("TOCSIN_BINARY must name the program to test")
    return os.path.abspath(path)


def run_tocsin(*arguments, timeout=START_SECONDS):
    """Runs the program, in a directory of its own, until it ends by itself."""
    with tempfile.TemporaryDirectory(prefix="tocsin-e2e-") as directory:
        return subprocess.run(
            [binary(), *map(str, arguments)], text=True, timeout=timeout, cwd=directory,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def address_in(line):
    """The host and port of a log line, whatever format it has."""
    found = re.search(r"(\d+\.\d+\.\d+\.\d+):([1-9]\d*)", line)
    return (found[1], int(found[2])) if found else None


class Tocsin:
    def __init__(self, configuration="", listen="127.0.0.1:0", environment=()):
        self._temporary = tempfile.TemporaryDirectory(prefix="tocsin-e2e-")
        self.directory = pathlib.Path(self._temporary.name)
        self.data = self.directory / "data"
        self.configuration = self.directory / "tocsin.yaml"
        self.configuration.write_text(configuration)
        self.listen = listen
        self.environment = {**os.environ, **dict(environment)}
        self.stderr = subprocess.STDOUT
        self.wrapper = []  # a program that runs it, and that program's arguments
        self.log = []
        self.address = None
        self.process = None
        self._reader = None
        self._log_ended = False
        self._told = threading.Condition()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.close()

    def arguments(self):
        given = ["--config", self.configuration] if self.configuration.read_text() else []
        return ["serve", *given, "--listen", self.listen, "--data", self.data]

    def spawn(self):
        """Starts it without waiting for anything."""
        self.address, self._log_ended = None, False
        self.process = subprocess.Popen(
            [*self.wrapper, binary(), *map(str, self.arguments())], text=True, errors="replace",
            cwd=self.directory, env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=self.stderr)
        self._reader = threading.Thread(target=self._read_log, args=(self.process,), daemon=True)
        self._reader.start()
        return self

    def start(self):
        """Starts it and returns when it is ready."""
        self.spawn()
        with self._told:
            self._told.wait_for(lambda: self.address or self._log_ended, START_SECONDS)
        if not self.address:
            self._end(signal.SIGKILL)
            raise AssertionError(f"it does not listen:\n{self.log_tail()}")
        client = self.client()
        eventually("ready", lambda: client.get("/readyz").status == 200, START_SECONDS)
        client.close()
        return self

    def kill(self):
        """SIGKILL: it gets no chance to put anything in order."""
        code = self.end()
        if code != -signal.SIGKILL:
            raise AssertionError(f"it had ended by itself with {code}:\n{self.log_tail()}")

    def end(self):
        """As kill, but it may have ended by itself; returns its exit code."""
        return self._end(signal.SIGKILL)

    def stop(self):
        """SIGTERM; returns its exit code."""
        return self._end(signal.SIGTERM)

    def restart(self):
        self.kill()
        return self.start()

    def close(self):
        if self.is_running():
            self.kill()
        self._temporary.cleanup()

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def client(self, token=None):
        return Client(self.address, token)

    def log_tail(self, lines=60):
        with self._told:
            return "".join(self.log[-lines:])

    def _end(self, with_signal):
        self.process.send_signal(with_signal)
        try:
            code = self.process.wait(START_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise AssertionError(f"it goes on after {with_signal!r}:\n{self.log_tail()}") from None
        self._reader.join(START_SECONDS)
        return code

    def _read_log(self, process):
        with process.stdout as lines:
            for line in lines:
                with self._told:
                    self.log.append(line)
                    if self.address is None and "listening" in line:
                        self.address = address_in(line)
                    self._told.notify_all()
        with self._told:
            self._log_ended = True
            self._told.notify_all()
