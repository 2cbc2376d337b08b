"""Death at a chosen system call, and system calls that fail: whatever was answered stays, and the
program goes on by itself or stops with a word of why."""

import collections
import signal
import time

from killing import rounds
from proofs import at_least, at_most, long_or_short, prove
from strace import injecting, need_strace
from under_load import UnderLoad

DEATHS = rounds(300, 20)
ERRORS = rounds(150, 14)

# Where it dies, and how late in the life of a thread that can be.
FATAL = {"fdatasync": 60, "fsync": 3, "pwrite64": 400, "pread64": 30, "sendto": 60, "recvfrom": 60,
         "accept": 4, "connect": 5, "socket": 5, "epoll_wait": 60, "epoll_ctl": 20, "poll": 150,
         "futex": 100, "openat": 60, "ftruncate": 3, "unlink": 3, "fcntl": 300, "flock": 1, "mkdir": 1,
         "newfstatat": 50}

# What fails, how late the first time can be, and how often then.
FAILING = [("pwrite64", "ENOSPC", 400, 6), ("pwrite64", "EIO", 400, 6), ("fdatasync", "EIO", 60, 1),
           ("fsync", "EIO", 3, 1), ("pread64", "EIO", 30, 2), ("ftruncate", "EIO", 4, 1),
           ("accept", "EMFILE", 3, 20), ("sendto", "ECONNRESET", 60, 5), ("sendto", "EPIPE", 60, 5),
           ("recvfrom", "ECONNRESET", 60, 5), ("connect", "ENETUNREACH", 3, 3),
           ("socket", "EMFILE", 4, 3), ("openat", "EMFILE", 60, 3), ("openat", "EACCES", 60, 3)]
CANNOT_START, DISK_LOST, NOT_LOADED = 1, 74, 127  # exit codes; the last is not the program's own


class SystemCalls(UnderLoad):
    @classmethod
    def setUpClass(cls):
        need_strace()
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.struck = collections.Counter()
        self.trace = self.tocsin.directory / "trace"

    def under_load(self, step, kinds, count):
        """Takes so many steps, each with one of these kinds, and counts what has come of it."""
        with self.load():
            for number in range(count):
                answered = self.journal.accepted_events()
                step(kinds[number % len(kinds)])
                self.check_newest(answered)
        return self.account()

    def spawn(self, call, what, when):
        self.kill()
        self.trace.write_text("")
        self.tocsin.wrapper = injecting(call, what, when, self.trace)
        self.tocsin.spawn()

    def start_plainly(self):
        self.tocsin.wrapper = []
        self.start_again()

    def is_true_within(self, seconds, condition):
        """Waits for it no longer than the program lives."""
        until = time.monotonic() + seconds
        while self.tocsin.is_running() and time.monotonic() < until:
            if condition():
                return True
            self.live(0.01, 0.01)
        return condition()

    def late(self, most):
        """A call's number; the first ones are of the start, and as likely as all others."""
        return self.chance.randint(1, self.chance.choice((min(most, 10), most)))


class Deaths(SystemCalls):
    def test_nothing_is_lost_by_a_death_at_any_system_call(self):
        account = self.under_load(self.die_at, list(FATAL), DEATHS)

        print(dict(self.struck))
        prove(at_least("SIGKILLs at a chosen system call", self.struck.total(), DEATHS // 2),
              at_least("different calls among them", len(self.struck),
                       min(DEATHS, len(FATAL)) // 2),
              *account.figures("through them"))

    def die_at(self, call):
        self.spawn(call, "signal=KILL", self.late(FATAL[call]))
        self.is_true_within(2, lambda: False)
        if not self.tocsin.is_running():
            self.struck[call] += 1
        self.tocsin.end()
        self.start_plainly()


class Errors(SystemCalls):
    def test_the_program_goes_on_or_stops_with_a_word_of_why(self):
        self.outcomes = collections.Counter()
        self.speechless = []
        account = self.under_load(self.fail_at, FAILING, ERRORS)

        print(dict(self.outcomes), flush=True)
        for what in self.speechless[:5]:
            print(what)
        prove(at_least("starts in which a chosen system call failed", self.outcomes.total(), ERRORS // 2),
              at_least("of them that went on by themselves", self.outcomes["went on"], ERRORS // 7),
              at_least("of them that stopped with a word of why", self.outcomes["stopped"], ERRORS // 7),
              at_most("of them that ended without a word, or no longer answered",
                      len(self.speechless), 0),
              at_least("times somebody heard 503", self.journal.refused, long_or_short(10, 0)),
              *account.figures("through them"))

    def fail_at(self, failing):
        call, error, most, times = failing
        first = self.late(most)
        said_before = len(self.tocsin.log)
        self.spawn(call, f"error={error}", f"{first}..{first + times - 1}")
        has_struck = self.is_true_within(5, lambda: "INJECTED" in self.trace.read_text())
        answered = self.answered()
        goes_on = self.is_true_within(30, lambda: self.answered() > answered + 50)
        code = self.tocsin.end()
        if has_struck and code != NOT_LOADED:
            said = "".join(self.tocsin.log[said_before:])
            self.judge(f"{call} {error} at {first}", code, said, goes_on)
        self.start_plainly()

    def answered(self):
        return self.journal.answered()

    def judge(self, what, code, said, goes_on):
        has_stopped = code != -signal.SIGKILL
        self.outcomes["stopped" if has_stopped else "went on"] += 1
        is_well = (code in (CANNOT_START, DISK_LOST) and "tocsin: " in said) if has_stopped else goes_on
        if not is_well:
            self.speechless.append(f"{what}: ended with {code}, and said {said[-300:]}")
