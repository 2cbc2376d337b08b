"""The disk is full, and has room again: nobody hears 2xx in vain, and the program goes on by itself, or
after a restart that may come while the disk is still full."""

import os
import subprocess
import unittest

from support.waiting import eventually

from killing import rounds
from proofs import at_least, prove
from under_load import UnderLoad

ROUNDS = rounds(30, 4)
DISK = "64m"


class FullDisk(UnderLoad):
    @classmethod
    def prepare(cls):
        """The data is on a small disk of its own."""
        if os.geteuid() != 0:
            raise unittest.SkipTest("only root can mount a small disk")
        cls.tocsin.data.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=700", "tmpfs", cls.tocsin.data]
        if subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
            raise unittest.SkipTest("this machine lets nobody mount a small disk")
        cls.addClassCleanup(cls.unmount)

    @classmethod
    def unmount(cls):
        if cls.tocsin.is_running():
            cls.tocsin.end()
        subprocess.run(["umount", cls.tocsin.data], check=True)

    def test_it_refuses_while_the_disk_is_full_and_goes_on_when_it_is_not(self):
        with self.load():
            for number in range(ROUNDS):
                self.live(0.2, 0.6)
                answered = self.journal.accepted_events()
                self.fill()
                self.wait_until_it_refuses()
                if number % 2:
                    self.restart_while_full()
                self.make_room()
                self.wait_until_it_takes()
                self.check_newest(answered)

        said = "".join(self.tocsin.log)
        self.assertIn("the disk is full", said)
        account = self.account()
        prove(at_least("times that the disk was full under load", ROUNDS, ROUNDS),
              at_least("of them survived without a restart",
                       said.count("database writes resumed"), ROUNDS // 2),
              at_least("times somebody heard 503", self.journal.refused, ROUNDS),
              *account.figures("through it"))

    @property
    def ballast(self):
        return self.tocsin.data / "ballast"

    def fill(self):
        with open(self.ballast, "ab", buffering=0) as file:
            for size in (1 << 20, 1 << 12):
                try:
                    while True:
                        file.write(bytes(size))
                except OSError:
                    pass

    def make_room(self):
        self.ballast.unlink(missing_ok=True)

    def wait_until_it_refuses(self):
        """It may find some more room first: in its log, and in what others have freed."""
        def refuses():
            self.fill()
            return self.client.get("/readyz").status == 503
        eventually("it is not ready", refuses, 20)

    def restart_while_full(self):
        """It starts, or says why it cannot."""
        self.kill()
        said_before = len(self.tocsin.log)
        self.tocsin.spawn()
        eventually("it listens or ends", lambda: self.tocsin.address or not self.tocsin.is_running())
        if self.tocsin.end() > 0:
            self.assertIn("the disk is full", "".join(self.tocsin.log[said_before:]))
        self.make_room()
        self.start_again()

    def wait_until_it_takes(self):
        events = self.journal.answered()
        eventually("it is ready", lambda: self.client.get("/readyz").status == 200, 20)
        eventually("it takes events",
                   lambda: self.journal.answered() > events + 20, 30)
