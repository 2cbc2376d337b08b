"""The wall clock is set back and forward by hours, under load and sometimes across a SIGKILL: nothing is
lost, no level is skipped or doubled, and in a running process none comes early or late."""

from support.wall_clock import WallClock

from killing import rounds
from proofs import at_least, at_most, prove
from under_load import UnderLoad

ROUNDS = rounds(60, 8)
HOUR = 3600
DELAY = 2  # seconds of the outages that are watched over a move
LATE = 1.5


class ClockMoves(UnderLoad):
    @classmethod
    def setUpClass(cls):
        cls.wall = WallClock()
        cls.addClassCleanup(cls.wall.close)
        super().setUpClass()

    @classmethod
    def environment(cls):
        return cls.wall.environment()

    def test_nothing_is_lost_and_no_level_comes_at_another_time(self):
        self.moved_timers = 0
        with self.load():
            for number in range(ROUNDS):
                answered = self.journal.accepted_events()
                if number % 3 == 2:
                    self.kill()
                    self.move()
                    self.come_back()
                else:
                    self.watch_a_delay()
                self.check_newest(answered)
                self.live(0.1, 0.3)
        prove(at_least("moves of the wall clock by hours", ROUNDS, ROUNDS),
              at_least("of them across a SIGKILL", self.kills, ROUNDS // 3),
              at_most("delays of a running process that they moved", self.moved_timers, 0),
              *self.account().figures("through them"))

    def move(self):
        self.wall.set_back(self.chance.randint(-12 * HOUR, 12 * HOUR))

    def watch_a_delay(self):
        """It begins before the clock is moved, and ends after it."""
        service = self.service(levels=2, delay=f"{DELAY}s")
        service.alert()
        first = service.wait_for_page(0)
        self.live(0.1, 0.5)
        self.move()
        second = service.wait_for_page(1, deadline=DELAY + 20)
        took = second.at - first.at
        if not DELAY - LATE <= took <= DELAY + LATE:
            print(f"{service.id}: {took} s between its levels", flush=True)
            self.moved_timers += 1
