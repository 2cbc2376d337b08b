"""A private Postfix: Debian's program with a queue, a port and mailboxes of the test."""

import email
import email.policy
import os
import pathlib
import shutil
import socketserver
import subprocess
import tempfile
import threading
import unittest

from .nginx import accepts, free_port
from .waiting import eventually

MAIN = """
compatibility_level = 3.6
queue_directory = {directory}/queue
data_directory = {directory}/data
maillog_file = {directory}/log
maillog_file_prefixes = {directory}
myhostname = mail.example.org
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
alias_maps =
alias_database =
virtual_mailbox_domains = example.org
virtual_mailbox_maps = texthash:{directory}/mailboxes
virtual_mailbox_base = {directory}/mail
virtual_uid_maps = static:{owner}
virtual_gid_maps = static:{owner}
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""
OWNER = 65534  # nobody, whom the mailboxes belong to


class Postfix:
    """Takes mail to `mailboxes`, names at example.org. `settings` are further lines of main.cf."""

    def __init__(self, mailboxes, **settings):
        if os.geteuid() != 0:
            raise unittest.SkipTest("Postfix must be started by root")
        program = shutil.which("postfix", path="/usr/sbin:/usr/bin:/usr/local/sbin")
        if not program:
            raise unittest.SkipTest("Postfix is not installed: apt-get install postfix")
        self._program = program
        self._temporary = tempfile.TemporaryDirectory(prefix="tocsin-postfix-")
        self.directory = pathlib.Path(self._temporary.name)
        self.port = free_port()
        self._write(mailboxes, settings)
        self._run("start")
        try:
            eventually("Postfix listens", lambda: accepts(self.port))
        except AssertionError as error:
            log = self.log()
            self.close()
            raise AssertionError(f"{error}:\n{log}") from None

    def mails(self, name):
        """What has arrived in a mailbox, as bytes."""
        return [path.read_bytes() for path in (self.directory / "mail" / name / "new").glob("*")]

    def queue(self):
        """What it has taken and not delivered yet."""
        return [path for name in ("incoming", "active", "deferred")
                for path in (self.directory / "queue" / name).rglob("*") if path.is_file()]

    def log(self):
        """What it has logged so far."""
        path = self.directory / "log"
        return path.read_text() if path.exists() else ""

    def close(self):
        self._run("stop")
        self._temporary.cleanup()

    def _write(self, mailboxes, settings):
        self.directory.chmod(0o755)
        for name in ("etc", "queue", "data", "mail"):
            (self.directory / name).mkdir()
        shutil.chown(self.directory / "data", "postfix")
        os.chown(self.directory / "mail", OWNER, OWNER)
        (self.directory / "mailboxes").write_text("".join(
            f"{name}@example.org {name}/\n" for name in mailboxes))
        lines = "".join(f"{name} = {value}\n" for name, value in settings.items())
        (self.directory / "etc/main.cf").write_text(
            MAIN.format(directory=self.directory, owner=OWNER) + lines)
        (self.directory / "etc/master.cf").write_text(MASTER.format(port=self.port))

    def _run(self, command):
        done = subprocess.run(
            [self._program, "-c", self.directory / "etc", command], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30)
        if done.returncode != 0:
            raise AssertionError(f"postfix {command}: {done.stdout}{self.log()}")


class Policy:
    """What a Postfix with `check_policy_service` asks about each recipient: takes all of them, but
    those that it was told something else about."""

    def __init__(self):
        self.asked = []  # recipients, in order
        self._scripts = {}
        policy = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self):
                question = {}
                for line in self.rfile:
                    name, _, value = line.decode().rstrip("\n").partition("=")
                    if name:
                        question[name] = value
                    else:
                        action = policy._decide(question["recipient"])
                        self.wfile.write(f"action={action}\n\n".encode())
                        question = {}

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            block_on_close = False

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def service(self):
        """The restriction that asks it."""
        return f"check_policy_service inet:127.0.0.1:{self._server.server_address[1]}"

    def answer(self, recipient, *actions):
        """The next answers about a recipient, in the words of access(5)."""
        self._scripts.setdefault(recipient, []).extend(actions)

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _decide(self, recipient):
        self.asked.append(recipient)
        script = self._scripts.get(recipient)
        return script.pop(0) if script else "DUNNO"


def message_in(mail):
    """A mail as its reader sees it."""
    return email.message_from_bytes(mail, policy=email.policy.default)
