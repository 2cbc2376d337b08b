"""SIGKILL at random moments, under load and timers: nothing that was answered is lost, no level is
skipped or doubled, and every page arrives."""

import time

from killing import rounds
from proofs import at_least, measured, prove
from under_load import UnderLoad

ROUNDS = rounds(1000, 40)
STAGE = 100  # rounds after which nobody sends anything for a while, and all is counted
EVENTS_A_SECOND = 200


class Kills(UnderLoad):
    def test_nothing_that_was_answered_is_lost_and_no_level_is_skipped_or_doubled(self):
        self.seconds_of_load = 0.0
        while (left := ROUNDS - self.kills) > 0:
            outages = len(self.journal.outages)
            self.kill_under_load(min(left, STAGE))
            account = self.account(self.journal.outages[outages:])
            print(f"{self.kills} kills: {account.events:,} events", flush=True)
            self.assertEqual(account.wrong, [])

        account = self.account()
        prove(at_least("SIGKILLs under load", self.kills, ROUNDS),
              measured(at_least("events answered a second, the restarts included",
                                int(account.events / self.seconds_of_load), EVENTS_A_SECOND)),
              at_least("pages whose answer a SIGKILL cut off", account.pages_again, ROUNDS // 20),
              *account.figures("through SIGKILLs"))

    def kill_under_load(self, count):
        began, until = time.monotonic(), self.kills + count
        with self.load(name=f"from-{self.kills}", senders=16):
            while self.kills < until:
                self.live(0.2, 0.6)
                answered = self.journal.accepted_events()
                self.kill()
                if self.chance.random() < 0.1:
                    self.live(1.1, 1.1)  # so late that several timers are overdue
                self.come_back()
                self.check_newest(answered)
        self.seconds_of_load += time.monotonic() - began
