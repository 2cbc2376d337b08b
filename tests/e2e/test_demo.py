"""scripts/run.sh: the demo in the background, in a copy of its own."""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

from support.client import Client
from support.server import binary

SCRIPT = pathlib.Path(__file__).parents[2] / "scripts" / "run.sh"
NO_SERVER = "http://127.0.0.1:9"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Demo(unittest.TestCase):
    def setUp(self):
        self.directory = self.copy()
        self.port = free_port()

    def copy(self):
        """A folder with the script, whose background run ends with the test."""
        temporary = tempfile.TemporaryDirectory(prefix="tocsin-e2e-")
        self.addCleanup(temporary.cleanup)
        directory = pathlib.Path(temporary.name)
        (directory / "scripts").mkdir()
        shutil.copy(SCRIPT, directory / "scripts")
        self.addCleanup(self.run_script, directory, "--stop")
        return directory

    def run_script(self, directory, *arguments, **environment):
        environment = {**os.environ, "PORT": str(self.port), **environment}
        return subprocess.run(["scripts/run.sh", *arguments], cwd=directory, env=environment, text=True,
                              timeout=60, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)

    def status(self, path):
        client = Client(("127.0.0.1", self.port))
        try:
            return client.get(path).status
        finally:
            client.close()

    def test_it_starts_and_stops_whatever_the_proxy(self):
        started = self.run_script(self.directory, "--background", binary(), http_proxy=NO_SERVER,
                                  all_proxy=NO_SERVER)
        self.assertEqual(started.returncode, 0, started.stdout)
        self.assertEqual(self.status("/v1/event-managers/team-payments"), 200)

        self.assertIn("stopped", self.run_script(self.directory, "--stop").stdout)
        self.assertRaises(ConnectionRefusedError, self.status, "/readyz")

    def test_it_ends_no_process_that_has_got_the_id_of_its_last_one(self):
        stranger = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()", "serve"], stdin=subprocess.PIPE)
        self.addCleanup(stranger.communicate)
        (self.directory / "build/demo").mkdir(parents=True)
        (self.directory / "build/demo/pid").write_text(f"{stranger.pid} 1\n")

        self.assertIn("no background run", self.run_script(self.directory, "--stop").stdout)
        self.assertIsNone(stranger.poll())

    def test_of_two_on_one_port_at_the_same_time_one_says_that_it_failed(self):
        with ThreadPoolExecutor() as pool:
            runs = list(pool.map(lambda directory: self.run_script(directory, "--background", binary()),
                                 (self.directory, self.copy())))

        failed = [run for run in runs if run.returncode != 0]
        self.assertEqual(len(failed), 1, [run.stdout for run in runs])
        self.assertRegex(failed[0].stdout, f"{self.port}.*in use")
        self.assertEqual(self.status("/v1/event-managers/team-payments"), 200)

    def test_it_cleans_its_own_data_whatever_cdpath_says(self):
        other = self.copy()
        for directory in (self.directory, other):
            (directory / "data").mkdir()
            (directory / "data/tocsin.db").touch()

        self.run_script(self.directory, "--clean", CDPATH=str(other))

        self.assertTrue((other / "data/tocsin.db").exists())
        self.assertFalse((self.directory / "data/tocsin.db").exists())
