"""W3: the wall clock steps back an hour while delays run. Nothing fires twice, nothing is lost."""

import datetime
import re
import time

from support.client import moment
from support.scenario import fresh
from support.wall_clock import WallClock
from support.workflows import WorkflowScenario, absence, count, delay, not_before, webhook

HOUR = 3600
WAIT = 1.5  # seconds that everything here waits for
DELAY = f"{int(WAIT * 1000)}ms"
LATE = 1.0


class ClockStepsBack(WorkflowScenario):
    @classmethod
    def setUpClass(cls):
        cls.wall = WallClock()
        cls.addClassCleanup(cls.wall.close)
        super().setUpClass()

    @classmethod
    def environment(cls):
        return cls.wall.environment()

    def setUp(self):
        super().setUp()
        self.addCleanup(self.wall.set_back, 0)

    def test_w03_what_runs_goes_on_as_if_nothing_had_happened(self):
        delays = self.begin_delays()
        self.wall.set_back(HOUR)
        self.check(*delays, LATE)

        self.assertEqual(self.tocsin.stop(), 0)
        self.assertLess(self.logged_at(self.tocsin.log[-1]), time.time() - HOUR + 60)
        self.wall.set_back(0)
        self.start_again()

    def test_w03_after_a_restart_time_goes_on_from_where_it_was(self):
        delays = self.begin_delays()
        self.wall.set_back(HOUR)
        self.tocsin.kill()
        killed_at = time.time()
        self.start_again()
        self.check(*delays, time.time() - killed_at + LATE)

    def begin_delays(self):
        """An acknowledgement that is waited for, a silence that lasts, and a job that is to be done."""
        service = self.service(levels=3, delay=DELAY)
        path = "/" + fresh("told")
        silence = self.workflow(webhook(self.sink.url(path + "/silent")), delay(DELAY),
                                webhook(self.sink.url(path + "/still-silent")),
                                conditions=[absence(DELAY)])
        events = self.workflow(webhook(self.sink.url(path + "/job")), conditions=[count(1, "1m")])
        began = time.time()
        alert = service.alert()["alert_id"]
        self.signal(silence["signal_type"], "web1")
        self.client.post("/v1/schedule", {
            "job_type": "signal", "execute_at": int((began + WAIT) * 1000) + 1,
            "payload": {"signal_type": events["signal_type"], "org_id": "web1"}}).expect(201)
        service.wait_for_page(0)
        return service, alert, path, began

    def check(self, service, alert, path, began, late):
        due = [(lambda: service.wait_for_page(1), 1), (lambda: service.wait_for_page(2), 2),
               (lambda: self.wait_until_told(path + "/silent"), 1),
               (lambda: self.wait_until_told(path + "/still-silent"), 2),
               (lambda: self.wait_until_told(path + "/job"), 1)]
        for wait, times in due:
            at = wait().at
            self.assertGreaterEqual(at, not_before(began + times * WAIT))
            self.assertLessEqual(at, began + times * WAIT + times * late)

        later = service.alert("and another thing")["alert_id"]
        self.assertGreaterEqual(moment(self.alert(later)["opened_at"]),
                                moment(self.alert(alert)["opened_at"]) + 2 * WAIT)
        self.let_pass(WAIT + 0.5)
        self.assertEqual(len(service.pages()), 3)
        for name in ("/silent", "/still-silent", "/job"):
            self.assertEqual(len(self.told(path + name)), 1, name)

    def logged_at(self, line):
        """By the wall clock that the process sees."""
        text = re.search(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", line)[0]
        utc = datetime.timezone.utc
        return datetime.datetime.fromisoformat(text).replace(tzinfo=utc).timestamp()
