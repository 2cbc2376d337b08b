"""A private nginx in front of something: Debian's program with a configuration of the test."""

import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from .waiting import eventually

CONFIGURATION = """
daemon off;
user {owner} {group};
worker_processes 1;
pid {directory}/pid;
error_log {directory}/error.log;
events {{}}
http {{
  client_body_temp_path {directory}/body;
  proxy_temp_path {directory}/proxy;
  fastcgi_temp_path {directory}/fastcgi;
  uwsgi_temp_path {directory}/uwsgi;
  scgi_temp_path {directory}/scgi;
  log_format short '$status $request_method $uri $upstream_status';
  access_log {directory}/access.log short;
  {http}
  server {{
    listen 127.0.0.1:{port};
    {server}
  }}
}}
"""


class Nginx:
    """One server block on a free port. `http` goes before it, `server` into it."""

    def __init__(self, server, http=""):
        program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin")
        if not program:
            raise unittest.SkipTest("nginx is not installed: apt-get install nginx-light")
        self._temporary = tempfile.TemporaryDirectory(prefix="tocsin-nginx-")
        self.directory = pathlib.Path(self._temporary.name)
        self.port = free_port()
        configuration = self.directory / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(
            directory=self.directory, owner=self.directory.owner(), group=self.directory.group(),
            port=self.port, http=http, server=server))
        self._process = subprocess.Popen(
            [program, "-e", self.directory / "error.log", "-p", self.directory, "-c", configuration],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            eventually("nginx listens", self._listens)
        except AssertionError as error:
            self.close()
            raise error

    @property
    def address(self):
        return "127.0.0.1", self.port

    def url(self, path=""):
        return f"http://127.0.0.1:{self.port}{path}"

    def answers(self):
        """Its access log, as (status, method, path, statuses of the upstream)."""
        lines = (self.directory / "access.log").read_text().splitlines()
        return [(int(status), *more) for status, *more in (line.split(" ", 3) for line in lines)]

    def errors(self):
        """Its error log."""
        return (self.directory / "error.log").read_text()

    def close(self):
        self._process.terminate()
        self._process.wait(10)
        self._temporary.cleanup()

    def _listens(self):
        if self._process.poll() is not None:
            raise AssertionError(f"nginx has ended:\n{self.errors()}")
        return accepts(self.port)


def free_port():
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        return reserved.getsockname()[1]


def accepts(port):
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
