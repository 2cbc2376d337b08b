"""What the tests have in common that kill the program at random moments."""

import os
import random
import time

from support.waiting import pause_until

from proofs import long_or_short


def rounds(long, short):
    """How often it is killed; TOCSIN_CRASH_ROUNDS says otherwise."""
    return int(os.environ.get("TOCSIN_CRASH_ROUNDS", long_or_short(long, short)))


class Killing:
    """Of a Scenario. TOCSIN_SEED repeats a run's moments."""

    def setUp(self):
        super().setUp()
        self.seed = int(os.environ.get("TOCSIN_SEED", time.time_ns() % 10**9))
        print(f"TOCSIN_SEED={self.seed}", flush=True)
        self.chance = random.Random(self.seed)
        self.kills = 0

    def live(self, at_least, at_most):
        pause_until(time.time() + self.chance.uniform(at_least, at_most))

    def kill(self):
        self.tocsin.kill()
        self.kills += 1

    def come_back(self):
        """Sometimes killed again before it is up."""
        while self.chance.random() < 0.2:
            self.tocsin.spawn()
            self.live(0, 0.1)
            self.kill()
        self.start_again()
