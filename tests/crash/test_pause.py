"""SIGSTOP for longer than every time-out, then SIGCONT, as when a virtual machine is paused: nothing is
lost, and no level is skipped, doubled or early."""

import signal

from killing import rounds
from proofs import at_least, long_or_short, prove
from under_load import UnderLoad

ROUNDS = rounds(12, 3)
DEADLINE = 1  # of an attempt
# The writer counts as dead after 5 s, a request is given 15 s, an idle connection 60 s.
PAUSES = long_or_short([2, 7, 20, 7, 2, 65], [2, 6, 2])


class Pauses(UnderLoad):
    @classmethod
    def configuration(cls):
        return f"notifiers: {{deadline: {DEADLINE}s}}\n"

    def test_it_goes_on_as_if_the_time_had_only_been_long(self):
        with self.load():
            for number in range(ROUNDS):
                self.live(0.5, 1.5)
                answered = self.journal.accepted_events()
                self.pause(PAUSES[number % len(PAUSES)])
                self.client.close()
                self.check_newest(answered)
        prove(at_least("pauses longer than an attempt's deadline", ROUNDS, ROUNDS),
              at_least("seconds of the longest", max(PAUSES[:ROUNDS]), max(PAUSES)),
              *self.account().figures("through them"))

    def pause(self, seconds):
        self.tocsin.process.send_signal(signal.SIGSTOP)
        try:
            self.live(seconds, seconds)
        finally:
            self.tocsin.process.send_signal(signal.SIGCONT)
