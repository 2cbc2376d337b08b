"""SIGKILL in the middle of silences, delays and scheduled jobs: what comes of each is what comes of it
when nobody kills anything. It fires once, never early, and repeats no step under another key."""

import asyncio
import collections
import random
import time

from support.client import moment
from support.faults import FaultySink, Ward, answer
from support.load import Journal, Persistent
from support.waiting import eventually
from support.workflows import (WorkflowScenario, absence, count, delay, not_before, rfc3339,
                               step_statuses, webhook)

from killing import Killing, rounds
from proofs import at_least, prove

ROUNDS = rounds(100, 50)
SILENCE, PAUSE, DELAY = 1.2, 0.9, 1.1  # of the subjects, between two messages, of the jobs

taken = answer(200)


async def at_leisure(sink, writer):
    """Slow enough that kills come between a message's arrival and its answer."""
    await asyncio.sleep(random.choice((0, 0.03, 0.3)))
    return await taken(sink, writer)


class WorkflowCrashes(Killing, WorkflowScenario):
    @classmethod
    def setUpClass(cls):
        cls.ward = Ward()
        cls.addClassCleanup(cls.ward.close)
        super().setUpClass()

    def setUp(self):
        super().setUp()
        self.receiver = FaultySink(self.ward, at_leisure)
        self.journal = Journal()
        self.sent_at = {}      # subject → before its first signal was sent
        self.heard_again = set()
        self.jobs = {}         # job → the subject of its signal
        self.due_at = {}       # that subject → when the job was to be done, at the earliest
        self.silences = self.workflow(
            webhook(self.receiver.url("/silent")), delay(f"{PAUSE}s"),
            webhook(self.receiver.url("/still-silent")), conditions=[absence(f"{SILENCE}s")])
        self.events = self.workflow(
            webhook(self.receiver.url("/event")), delay(f"{PAUSE}s"),
            webhook(self.receiver.url("/event-later")), conditions=[count(1, "1h")])

    def test_each_outcome_is_as_without_them(self):
        sender = Persistent(self.tocsin, self.journal)
        self.addCleanup(sender.close)
        for number in range(ROUNDS):
            self.begin(sender, number)
            self.live(0, 0.9)
            self.kill()
            self.come_back()
        self.receiver.behaviour = taken
        self.assertEqual(self.journal.surprises, [])

        self.wait_until_all_is_done()
        self.check_silences()
        self.check_events()
        self.check_jobs()
        self.check_messages()

    def begin(self, sender, number):
        """Subjects that fall silent, subjects of which something is heard, jobs that bring a signal;
        and of a subject that fell silent before, something is heard again."""
        for kind in range(3):
            self.hear(sender, self.silences, f"silent-{number}-{kind}")
        self.hear(sender, self.events, f"event-{number}")
        self.schedule(sender, f"job-{number}")
        if number >= 2 and self.chance.random() < 0.5:
            subject = f"silent-{number - 2}-0"
            self.heard_again.add(subject)
            self.hear(sender, self.silences, subject)

    def hear(self, sender, workflow, subject):
        """Sent again until it is answered: the same signal, which counts once."""
        self.sent_at.setdefault(subject, time.time())
        sender.post("/v1/signals", {"signal_type": workflow["signal_type"], "org_id": subject,
                                    "timestamp": rfc3339(time.time())}, 202)

    def schedule(self, sender, subject):
        """A job that was not answered is ordered again: its signal is the same, and counts once."""
        now = time.time()
        self.due_at[subject] = now + DELAY
        job = sender.post("/v1/schedule", {
            "job_type": "signal", "execute_at": int((now + DELAY) * 1000) + 1,
            "payload": {"signal_type": self.events["signal_type"], "org_id": subject,
                        "timestamp": rfc3339(now)}}, 201).json
        self.jobs[job["job_id"]] = subject

    def wait_until_all_is_done(self):
        eventually("all jobs are done", lambda: all(
            self.client.get(f"/v1/schedule/{job}").expect(200).json["status"] == "COMPLETED"
            for job in self.jobs), 60)
        subjects = {subject for subject in self.sent_at if subject.startswith("silent")}
        eventually("all silences are noticed", lambda: subjects <= {
            run["org_id"] for run in self.runs(self.silences)}, 60)
        for workflow in (self.silences, self.events):
            eventually("all runs have ended", lambda: {"running", "waiting"}.isdisjoint(
                run["status"] for run in self.runs(workflow)), 60)

    def by_subject(self, workflow):
        runs = collections.defaultdict(list)
        for run in self.runs(workflow):
            runs[run["org_id"]].append(run)
        return runs

    def check_silences(self):
        """Once for each silence, the last of which nothing ends; never early."""
        runs = self.by_subject(self.silences)
        for subject, its_runs in runs.items():
            with self.subTest(subject=subject):
                self.assertLessEqual(len(its_runs), 2 if subject in self.heard_again else 1)
                self.assertGreaterEqual(moment(its_runs[0]["started_at"]),
                                        not_before(self.sent_at[subject] + SILENCE))
                self.assertEqual({run["status"] for run in its_runs[:-1]} - {"cancelled", "completed"},
                                 set())
                self.check_whole(its_runs[-1])

    def check_events(self):
        runs = self.by_subject(self.events)
        self.assertEqual(set(runs), {subject for subject in [*self.sent_at, *self.due_at]
                                     if not subject.startswith("silent")})
        for subject, its_runs in runs.items():
            with self.subTest(subject=subject):
                self.assertEqual(len(its_runs), 1)
                self.check_whole(its_runs[0])

    def check_jobs(self):
        for job_id, subject in self.jobs.items():
            with self.subTest(job=job_id):
                run, = self.runs(self.events, org_id=subject)
                self.assertGreaterEqual(moment(run["started_at"]), not_before(self.due_at[subject]))

    def check_whole(self, run):
        self.assertEqual(run["status"], "completed")
        self.assertEqual(step_statuses(run), ["done", "done", "done"])
        self.assertGreaterEqual(moment(run["steps"][1]["at"]),
                                not_before(moment(run["started_at"]) + PAUSE))

    def check_messages(self):
        """Each step has told once, by one key; what was cancelled in time is told no more."""
        keys = collections.defaultdict(collections.Counter)
        for request in self.receiver.records():
            keys[request.json["run_id"], request.path][request.headers["idempotency-key"]] += 1
        repeated = {told: its_keys for told, its_keys in keys.items() if len(its_keys) > 1}
        self.assertEqual(repeated, {})
        runs = [*self.runs(self.silences), *self.runs(self.events)]
        ended_at = {run["run_id"]: moment(run["ended_at"]) for run in runs}
        for run in runs:
            for step, paths in ((0, ("/silent", "/event")), (2, ("/still-silent", "/event-later"))):
                if run["steps"][step]["status"] == "done":
                    told = sum(len(keys[run["run_id"], path]) for path in paths)
                    self.assertEqual(told, 1, run)
        for request in self.receiver.records():  # one may have been on its way at the recovery
            self.assertLess(request.at, ended_at[request.json["run_id"]] + 0.5, request)
        tries = sum(sum(its_keys.values()) for its_keys in keys.values())
        messages = sum(len(its_keys) for its_keys in keys.values())
        cancelled = sum(run["status"] == "cancelled" for run in runs)
        print(f"{cancelled} of the runs cancelled, {len(self.jobs)} jobs")
        prove(at_least("SIGKILLs among silences, delays and jobs", self.kills, ROUNDS),
              at_least("runs that had to end as without them", len(runs), 5 * ROUNDS),
              at_least("of their messages killed on their way and sent again", tries - messages,
                       ROUNDS // 10))
