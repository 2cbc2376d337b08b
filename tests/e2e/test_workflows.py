"""Signals and workflows over HTTP: what is told when, and what is not. Durations of seconds."""

import json
import shlex
import time

from support.client import moment
from support.scenario import Scenario, fresh
from support.waiting import eventually, pause_until
from support.workflows import (BOT, WorkflowScenario, absence, count, delay, not_before, numeric,
                               rfc3339, slack, step_statuses, webhook)

CREATE_ESCALATION = r"""
curl -X POST http://localhost:8090/api/v1/workflows \
  -H "Content-Type: application/json" \
  -d '{
    "name": "Internet Downtime Detection & Escalation",
    "signal_type": "internet_signal",
    "conditions": [
      {
        "type": "absence",
        "duration": "5m"
      }
    ],
    "actions": [
      {
        "type": "slack",
        "target": "#network-ops",
        "message": "🚨 No heartbeat from {{org_id}} for 5 minutes - investigating"
      },
      {
        "type": "delay",
        "duration": "15m"
      },
      {
        "type": "slack",
        "target": "@on-call-engineer",
        "message": "🔥 ESCALATION: {{org_id}} still unreachable after 20 minutes!"
      }
    ]
  }'
"""
SEND_HEARTBEAT = r"""
curl -X POST http://localhost:8090/api/v1/signals \
  -H "Content-Type: application/json" \
  -d '{
    "signal_type": "internet_signal",
    "org_id": "datacenter_east",
    "value": {"status": "online", "latency_ms": 45},
    "metadata": {"region": "us-east-1"},
    "timestamp": "2025-01-22T15:30:00Z"
  }'
"""
SEND_INITIAL_SIGNAL = r"""
curl -X POST http://localhost:8090/api/v1/signals \
  -H "Content-Type: application/json" \
  -d '{
    "signal_type": "internet_signal",
    "org_id": "server_prod",
    "timestamp": "2025-01-22T16:00:00Z"
  }'
"""
CREATE_CPU_ALERT = r"""
curl -X POST http://localhost:8090/api/v1/workflows \
  -H "Content-Type: application/json" \
  -d '{
    "name": "High CPU Alert",
    "signal_type": "cpu_metrics",
    "conditions": [
      {
        "type": "numeric",
        "field": "value.cpu_percent",
        "operator": ">",
        "value": 80
      }
    ],
    "actions": [
      {
        "type": "slack",
        "target": "#devops",
        "message": "⚠️ CPU usage is {{value.cpu_percent}}% on {{org_id}}"
      }
    ]
  }'
"""
SCHEDULE = {  # printed without a command
    "run_id": "uuid", "delay_seconds": 900,
    "job_details": {"signal_id": "uuid", "workflow_id": "uuid", "resume_from": "ACTION_2"}}


class Document(WorkflowScenario):
    """Document 000, as printed, against one port."""

    def curl(self, command):
        words = shlex.split(command.replace("\\\n", " "))
        url = next(word for word in words if word.startswith("http"))
        path = "/" + url.split("/", 3)[3]
        body = words[words.index("-d") + 1] if "-d" in words else None
        if body is None:
            return self.client.get(path)
        return self.client.request("POST", path, body.encode(), Content_Type="application/json")

    def test_its_commands_work_as_they_are_printed(self):
        self.assertEqual(self.curl("curl http://localhost:8090/health").expect(200).status, 200)
        created = self.curl(CREATE_ESCALATION).expect(201).json
        self.assertEqual(created["workflow_id"], "internet_downtime_detection_escalation")
        self.assertEqual(created["version"], 1)

        for _ in range(2):
            self.assertEqual(self.curl(SEND_HEARTBEAT).expect(202).json, {
                "signal_id": "internet_signal#datacenter_east#1737559800000",
                "workflows_queued": 1})
        self.curl(SEND_INITIAL_SIGNAL).expect(202)
        self.assertEqual(self.curl("curl http://localhost:8090/api/v1/runs").expect(200).json,
                         {"runs": [], "count": 0})

        listed = self.curl("curl http://localhost:8090/api/v1/workflows").expect(200).json
        self.assertEqual((listed["count"], listed["workflows"]), (1, [created]))

        self.curl(CREATE_CPU_ALERT).expect(201)
        self.signal("cpu_metrics", "web1", {"cpu_percent": 91})
        text, _ = self.wait_for_slack("#devops")
        self.assertEqual(text, "⚠️ CPU usage is 91% on web1")

        scheduled = self.client.post("/api/v1/schedule", SCHEDULE).expect(201).json
        self.assertEqual((scheduled["job_type"], scheduled["status"]),
                         ("workflow-resume", "SCHEDULED"))
        self.assertLess(abs(scheduled["execute_at"] / 1000 - time.time() - 900), 30)

        again = self.curl(CREATE_ESCALATION).expect(201).json
        self.assertEqual((again["workflow_id"], again["version"]),
                         (created["workflow_id"], 2))


class Names(WorkflowScenario):
    def test_a_name_never_replaces_a_workflow_of_another_name(self):
        number = fresh("n")

        def created(name):
            workflow = self.client.post("/v1/workflows", {
                "name": name, "signal_type": fresh("type"),
                "conditions": [{"type": "numeric", "field": "value.x", "operator": ">",
                                "value": 90}],
                "actions": [{"type": "console", "target": "ops", "message": "m"}]}).expect(201).json
            return workflow["workflow_id"], workflow["version"]

        above = created(f"CPU {number} > 90%")
        below = created(f"CPU {number} < 90%")
        self.assertEqual(below, (above[0] + "_2", 1))
        self.assertEqual(created(f"CPU {number} > 90%"), (above[0], 2))
        self.assertNotEqual(created("\u65e5\u672c")[0], created("\u6708")[0])


class Silences(WorkflowScenario):
    def downtime(self, silence="1s", pause="1s", **more):
        """The escalation of document 000, in seconds; its channels are named after it."""
        name = fresh("net")
        return self.workflow(
            slack(f"#{name}", "No signal from {{org_id}}"), delay(pause),
            slack(f"@{name}", "ESCALATION: {{org_id}} still down"),
            conditions=[absence(silence)], **more), name

    def test_a_silence_is_told_and_escalated(self):
        """D1, D2."""
        workflow, name = self.downtime()
        sent_at = time.time()
        self.signal(workflow["signal_type"], "org_x")

        text, first = self.wait_for_slack(f"#{name}")
        self.assertEqual(text, "No signal from org_x")
        self.assertGreaterEqual(first.at, not_before(sent_at + 1))
        self.assertEqual(self.slack_messages(f"@{name}"), [])
        text, second = self.wait_for_slack(f"@{name}")
        self.assertEqual(text, "ESCALATION: org_x still down")
        self.assertGreaterEqual(second.at, not_before(sent_at + 2))

        run = self.wait_for_run(workflow, "completed")
        self.assertEqual(step_statuses(run), ["done", "done", "done"])
        started = moment(run["started_at"])
        self.assertLess(started - sent_at - 1, 0.5)
        self.assertEqual(run["org_id"], "org_x")
        self.assertTrue(run["reason"])
        self.assertGreaterEqual(moment(run["steps"][1]["at"]), not_before(started + 1))
        self.assertEqual(self.client.get(f"/v1/runs/{run['run_id']}").expect(200).json, run)

    def test_the_next_signal_is_the_recovery_and_arms_anew(self):
        """D3."""
        workflow, name = self.downtime(pause="2s")
        self.signal(workflow["signal_type"], "org_x")
        self.wait_for_slack(f"#{name}")
        eventually("the run knows that it was told",
                   lambda: step_statuses(self.runs(workflow)[0])[0] == "done")

        self.signal(workflow["signal_type"], "org_x")

        run = self.wait_for_run(workflow, "cancelled")
        self.assertEqual(step_statuses(run), ["done", "cancelled", "cancelled"])
        self.assertTrue(run["end_reason"])
        self.wait_for_slack(f"#{name}", 2)  # a second silence, told again
        self.assertEqual(self.slack_messages(f"@{name}"), [])
        again = self.runs(workflow)[1]
        self.assertGreaterEqual(moment(again["started_at"]), not_before(moment(run["ended_at"]) + 1))
        self.wait_for_slack(f"@{name}")  # of the second run, which nothing cancels
        self.assertEqual(len(self.runs(workflow)), 2)
        self.assertEqual(len(self.slack_messages(f"@{name}")), 1)

    def test_who_is_heard_in_time_is_never_told_of(self):
        """D4 and D5: one goes on, the other falls silent."""
        workflow, name = self.downtime(silence="1500ms")
        ends_at = time.time() + 4
        self.signal(workflow["signal_type"], "org_b")
        while time.time() < ends_at:
            self.signal(workflow["signal_type"], "org_a")
            pause_until(time.time() + 0.3)

        texts = [text for text, _ in self.slack_messages(f"#{name}")]
        self.assertEqual(texts, ["No signal from org_b"])
        self.assertEqual([run["org_id"] for run in self.runs(workflow)], ["org_b"])

    def test_a_run_may_go_on_although_all_is_well_again(self):
        workflow, name = self.downtime(continue_on_recovery=True)
        self.signal(workflow["signal_type"], "org_x")
        self.wait_for_slack(f"#{name}")
        self.signal(workflow["signal_type"], "org_x")
        self.wait_for_slack(f"@{name}")
        self.assertEqual(self.wait_for_run(workflow, "completed")["signal_id"][:4], "type")

    def test_a_workflow_that_is_disabled_or_deleted_watches_no_longer(self):
        disabled, quiet = self.downtime()
        deleted, gone = self.downtime()
        for workflow in (disabled, deleted):
            self.signal(workflow["signal_type"], "org_x")
        path = f"/v1/workflows/{disabled['workflow_id']}"
        self.assertIs(self.client.post(f"{path}/disable").expect(200).json["enabled"], False)
        self.client.delete(f"/v1/workflows/{deleted['workflow_id']}").expect(204)
        marker, name = self.downtime(silence="1500ms")
        self.signal(marker["signal_type"], "org_x")
        self.assertEqual(self.signal(disabled["signal_type"], "org_y")["workflows_queued"], 0)

        self.wait_for_slack(f"#{name}")  # what was due before has not come, and does not come
        self.assertEqual(self.slack_messages(f"#{quiet}"), [])
        self.assertEqual(self.slack_messages(f"#{gone}"), [])

        self.assertIs(self.client.post(f"{path}/enable").expect(200).json["enabled"], True)
        self.signal(disabled["signal_type"], "org_y")
        self.wait_for_slack(f"#{quiet}")


class Measurements(WorkflowScenario):
    def test_a_value_that_crosses_its_bound_is_told_once_until_it_recovers(self):
        """D7."""
        channel = f"#{fresh('devops')}"
        workflow = self.workflow(slack(channel, "CPU usage is {{value.cpu_percent}}% on {{org_id}}"),
                                 conditions=[numeric("value.cpu_percent", ">", 80)])
        for value in (80, "n/a", None, 91, 95, 20, 92):
            measured = {} if value is None else {"cpu_percent": value}
            self.assertEqual(self.signal(workflow["signal_type"], "web1", measured), {
                "signal_id": self.last_signal_id, "workflows_queued": 1})

        self.wait_for_slack(channel, 2)
        self.assertEqual([text for text, _ in self.slack_messages(channel)],
                         ["CPU usage is 91% on web1", "CPU usage is 92% on web1"])
        runs = self.runs(workflow)
        self.assertEqual(len(runs), 2)
        self.assertNotIn("failed", {run["status"] for run in runs})

    def signal(self, *arguments, **more):
        answer = super().signal(*arguments, **more)
        self.last_signal_id = answer["signal_id"]
        return answer

    def test_a_value_must_hold_as_long_as_is_asked(self):
        path = f"/{fresh('held')}"
        workflow = self.workflow(webhook(self.sink.url(path)),
                                 conditions=[numeric("cpu", ">=", 80, **{"for": "1s"})])
        sent_at = time.time()
        self.signal(workflow["signal_type"], "steady", {"cpu": 80})
        self.signal(workflow["signal_type"], "brief", {"cpu": 99})
        self.signal(workflow["signal_type"], "brief", {"cpu": 79.9})

        told = self.wait_until_told(path)
        self.assertEqual(told.json["message"], "steady")
        self.assertGreaterEqual(told.at, not_before(sent_at + 1))
        self.assertEqual([run["org_id"] for run in self.runs(workflow)], ["steady"])

    def test_two_different_signals_of_one_millisecond_are_both_kept(self):
        """D15, and D11: a third, the same as the first, is not."""
        path = f"/{fresh('both')}"
        workflow = self.workflow(webhook(self.sink.url(path)), conditions=[count(2, "1m")])
        kind, now = workflow["signal_type"], rfc3339(time.time())
        first = self.signal(kind, "web1", {"n": 1}, timestamp=now)
        again = self.signal(kind, "web1", {"n": 1}, timestamp=now)
        self.assertEqual(self.runs(workflow), [])
        second = self.signal(kind, "web1", {"n": 2}, timestamp=now)

        self.assertEqual(again["signal_id"], first["signal_id"])
        self.assertEqual(again["outcome"], "repeated")
        self.assertEqual(second["signal_id"], first["signal_id"] + "#2")
        queued = [answer["workflows_queued"] for answer in (first, again, second)]
        self.assertEqual(queued, [1, 0, 1])
        self.wait_until_told(path)
        self.assertEqual(len(self.runs(workflow)), 1)

    def test_what_a_message_says(self):
        """D9, over HTTP."""
        path = f"/{fresh('words')}"
        workflow = self.workflow(webhook(
            self.sink.url(path),
            "{{ org_id }} {{value.a.b}} {{a.b}} {{metadata.region}} {{region}} {{x}} {{value.note}} "
            "{{value.big}} {{signal_type}} {{workflow_id}} v{{workflow_version}}"))
        kind = workflow["signal_type"]
        self.signal(kind, "web1", {"a": {"b": 0.5}, "note": "{{org_id}}", "big": 1000000},
                    metadata={"region": "eu"})

        told = self.wait_until_told(path).json
        self.assertEqual(told["message"], f"web1 0.5 0.5 eu eu {{{{x}}}} {{{{org_id}}}} 1000000 {kind} "
                                          f"{workflow['workflow_id']} v1")
        self.assertEqual((told["kind"], told["subject"], told["workflow_id"]),
                         ("workflow_message", "web1", workflow["workflow_id"]))
        self.assertEqual(told["run_id"], self.runs(workflow)[0]["run_id"])


class Versions(WorkflowScenario):
    def test_new_signals_follow_the_next_version_and_runs_keep_theirs(self):
        """D10."""
        old, new = f"/{fresh('old')}", f"/{fresh('new')}"
        first = self.workflow(delay("1s"), webhook(self.sink.url(old)))
        kind, name = first["signal_type"], first["workflow_id"]
        self.assertEqual(first["version"], 1)
        self.signal(kind, "before")
        second = self.workflow(webhook(self.sink.url(new)), signal_type=kind, workflow_id=name)
        self.assertEqual((second["workflow_id"], second["version"]), (name, 2))
        self.signal(kind, "after")

        self.assertEqual(self.wait_until_told(new).json["message"], "after")
        self.assertEqual(self.wait_until_told(old).json["message"], "before")
        self.assertEqual([run["workflow_version"] for run in self.runs(first)], [1, 2])
        path = f"/v1/workflows/{name}"
        self.assertEqual(self.client.get(path).expect(200).json, second)
        shown = self.client.get(path, version=1).expect(200).json
        self.assertEqual(shown["actions"], first["actions"])
        self.client.get(path, version=3).expect(404)
        listed = self.client.get("/v1/workflows", signal_type=kind).expect(200).json
        self.assertEqual((listed["count"], listed["workflows"]), (1, [second]))

    def test_only_the_next_version_can_be_made(self):
        first = self.workflow(delay("1s"), version=1)
        body = {key: first[key] for key in ("workflow_id", "name", "signal_type", "conditions",
                                            "actions")}
        for version in (1, 3):
            answer = self.client.post("/v1/workflows", {**body, "version": version}).expect(409)
            self.assertEqual(answer.pointers, ["/version"])
        self.client.post("/v1/workflows", {**body, "version": 2}).expect(201)


class Steps(WorkflowScenario):
    def test_a_thousand_runs_wait_at_once_and_go_on_in_time(self):
        """D12."""
        path = f"/{fresh('thousand')}"
        workflow = self.workflow(delay("3s"), webhook(self.sink.url(path)))
        batch = [{"signal_type": workflow["signal_type"], "org_id": f"org-{n}"} for n in range(1000)]
        report = self.client.post("/v1/signals", batch).expect(202).json
        self.assertEqual(report, {"accepted": 1000, "rejected": []})
        started_at = time.time()
        self.client.get("/v1/runs", workflow_id=workflow["workflow_id"]).expect(200)
        self.assertLess(time.time() - started_at, 1, "somebody waits for the delays")

        self.wait_until_told(path, 1000, deadline=30)
        self.assertEqual({request.json["message"] for request in self.told(path)},
                         {f"org-{n}" for n in range(1000)})
        eventually("all have ended", lambda: len(self.runs(workflow, status="completed")) == 1000)
        for run in self.runs(workflow):
            waited = moment(run["steps"][0]["at"]) - moment(run["started_at"])
            self.assertGreaterEqual(waited, not_before(3))
            self.assertLess(waited, 4)

    def test_a_step_that_fails_for_a_while_is_tried_again_and_no_other_repeated(self):
        """D13."""
        channel, path = f"#{fresh('flaky')}", f"/{fresh('flaky')}"
        workflow = self.workflow(webhook(self.sink.url(path)), slack(channel, "m"))
        self.slack.answer(BOT, (503, {}), (503, {}))
        self.signal(workflow["signal_type"], "web1")

        self.wait_for_slack(channel, 3)
        run = self.wait_for_run(workflow, "completed")
        self.assertEqual(step_statuses(run), ["done", "done"])
        self.assertEqual(len(self.told(path)), 1)
        notification = run["steps"][1]["notification_id"]
        shown = self.client.get(f"/v1/notifications/{notification}").expect(200).json
        self.assertEqual((shown["kind"], shown["run_id"], shown["message"], shown["attempt_count"]),
                         ("workflow_message", run["run_id"], "m", 3))
        self.assertNotIn("alert_id", shown)

    def test_a_step_that_cannot_be_done_fails_the_run_and_silences_nobody_after_it(self):
        """D13."""
        bad, good = f"/{fresh('refusing')}", f"/{fresh('good')}"
        self.sink.break_down(bad, 400)
        self.addCleanup(self.sink.mend, bad)
        workflow = self.workflow(webhook(self.sink.url(bad)), webhook(self.sink.url(good)))
        self.signal(workflow["signal_type"], "web1")

        self.wait_until_told(good)
        run = self.wait_for_run(workflow, "failed")
        self.assertEqual(step_statuses(run), ["failed", "done"])
        self.assertIn("400", run["steps"][0]["detail"])
        self.assertIn("400", run["end_reason"])
        self.assertEqual(len(self.told(bad)), 1)
        failed = [n["notification_id"] for n in self.client.all("/v1/failed-notifications",
                                                                "notifications")]
        self.assertIn(run["steps"][0]["notification_id"], failed)

    def test_a_page_opens_an_alert_and_the_recovery_resolves_it(self):
        service = self.service(levels=1, delay="1h")
        workflow = self.workflow({"type": "page", "service_id": service.id, "severity": "high",
                                  "message": "CPU is {{value.cpu}} on {{org_id}}"},
                                 conditions=[numeric("cpu", ">", 80)])
        self.signal(workflow["signal_type"], "web1", {"cpu": 91})

        page = service.wait_for_page(0)
        self.assertEqual((page.json["summary"], page.json["severity"]), ("CPU is 91 on web1", "high"))
        alert_id = page.json["alert_id"]
        run = self.wait_for_run(workflow, "completed")
        self.assertEqual(run["steps"][0]["alert_id"], alert_id)
        self.assertEqual(self.alert(alert_id)["dedup_key"],
                         f"workflow/{workflow['workflow_id']}/{service.id}/web1")

        self.signal(workflow["signal_type"], "web1", {"cpu": 20})

        eventually("it is resolved", lambda: self.alert(alert_id)["status"] == "resolved")
        self.assertEqual(service.status, "healthy")

    def test_a_step_may_resolve_what_the_run_has_opened(self):
        service = self.service(levels=1, delay="1h")
        workflow = self.workflow({"type": "page", "service_id": service.id}, delay("500ms"),
                                 {"type": "resolve"}, conditions=[numeric("cpu", ">", 80)])
        self.signal(workflow["signal_type"], "web1", {"cpu": 91})

        alert_id = service.wait_for_page(0).json["alert_id"]
        run = self.wait_for_run(workflow, "completed")
        self.assertEqual(step_statuses(run), ["done", "done", "done"])
        self.assertEqual(self.alert(alert_id)["status"], "resolved")

    def test_the_metrics_count_it(self):
        path = f"/{fresh('counted')}"
        workflow = self.workflow(webhook(self.sink.url(path)))
        before = self.metrics()
        at = rfc3339(time.time())
        for _ in range(2):
            self.signal(workflow["signal_type"], "web1", timestamp=at)
        self.wait_for_run(workflow, "completed")
        after = self.metrics()
        grown = {name: after[name] - before[name] for name in after}
        self.assertEqual(grown["tocsin_signals_received_total"], 2)
        self.assertEqual(grown["tocsin_signals_repeated_total"], 1)
        self.assertEqual(grown["tocsin_runs_started_total"], 1)
        self.assertEqual(grown['tocsin_runs_ended_total{status="completed"}'], 1)
        self.assertGreaterEqual(after["tocsin_watches_armed"], 1)

    def metrics(self):
        lines = self.client.get("/metrics").expect(200).body.decode().splitlines()
        return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2])
                for line in lines if not line.startswith("#")}


class Schedules(WorkflowScenario):
    def job(self, job_id):
        return self.client.get(f"/v1/schedule/{job_id}").expect(200).json

    def wait_for_job(self, job_id):
        return eventually("the job is done",
                          lambda: (job := self.job(job_id))["status"] == "COMPLETED" and job)

    def test_a_job_is_done_once_in_time_although_it_was_started_anew(self):
        """D14."""
        path = f"/{fresh('resumed')}"
        workflow = self.workflow(delay("1h"), webhook(self.sink.url(path)))
        self.signal(workflow["signal_type"], "web1")
        run = self.wait_for_run(workflow, "waiting")
        asked_at = time.time()
        scheduled = self.client.post("/v1/schedule", {
            "run_id": run["run_id"], "delay_seconds": 2, "job_details": {
                "signal_id": run["signal_id"], "workflow_id": workflow["workflow_id"],
                "resume_from": "ACTION_0"}}).expect(201).json
        self.assertEqual(self.job(scheduled["job_id"])["status"], "SCHEDULED")

        self.tocsin.kill()
        self.start_again()

        told = self.wait_until_told(path)
        self.assertGreaterEqual(told.at, not_before(asked_at + 2))
        job = self.wait_for_job(scheduled["job_id"])
        self.assertGreaterEqual(round(moment(job["updated_at"]) * 1000), job["execute_at"])
        self.wait_for_run(workflow, "completed")
        again = self.client.post("/v1/schedule", {
            "job_type": "workflow-resume", "execute_at": 0, "payload": {
                "run_id": run["run_id"], "workflow_id": workflow["workflow_id"],
                "resume_from": "ACTION_0"}}).expect(201).json
        self.assertIn("nothing to do", self.wait_for_job(again["job_id"])["result"])
        self.assertEqual(len(self.told(path)), 1)

    def test_a_run_of_another_system_is_taken_over(self):
        path = f"/{fresh('adopted')}"
        workflow = self.workflow(delay("1h"), webhook(self.sink.url(path)))
        scheduled = self.client.post("/v1/schedule", {
            "run_id": "uuid", "delay_seconds": 0, "job_details": {
                "signal_id": f"{workflow['signal_type']}#web1#1737559800000",
                "workflow_id": workflow["workflow_id"], "resume_from": "ACTION_0"}}).expect(201).json
        self.assertEqual(self.wait_until_told(path).json["message"], "web1")
        self.wait_for_job(scheduled["job_id"])

    def test_a_signal_may_come_later(self):
        path = f"/{fresh('later')}"
        workflow = self.workflow(webhook(self.sink.url(path)))
        at = int(time.time() * 1000) + 1000
        scheduled = self.client.post("/v1/schedule", {
            "job_type": "signal", "execute_at": at, "queue_name": "q",
            "payload": {"signal_type": workflow["signal_type"], "org_id": "web1"}}).expect(201).json
        self.assertEqual(scheduled["execute_at"], at)
        self.assertGreaterEqual(self.wait_until_told(path).at * 1000, at)
        self.assertTrue(self.wait_for_job(scheduled["job_id"])["result"])

    def test_what_is_called_off_is_not_done(self):
        path = f"/{fresh('never')}"
        workflow = self.workflow(webhook(self.sink.url(path)))
        payload = {"signal_type": workflow["signal_type"], "org_id": "web1"}
        body = {"job_type": "signal", "delay_seconds": 1, "payload": payload}
        off, done = (self.client.post("/v1/schedule", body | {"payload": payload | {"org_id": name}})
                     .expect(201).json["job_id"] for name in ("off", "done"))
        self.client.delete(f"/v1/schedule/{off}").expect(204)

        self.assertEqual(self.wait_until_told(path).json["message"], "done")
        self.wait_for_job(done)
        self.assertEqual(len(self.told(path)), 1)
        self.assertEqual(self.job(off)["status"], "CANCELLED")
        self.client.delete(f"/v1/schedule/{off}").expect(204)
        self.client.delete(f"/v1/schedule/{done}").expect(409)


class Unconfigured(Scenario):
    def test_a_slack_channel_without_a_bot_token_fails_its_step_and_says_what_to_do(self):
        self.client.post("/v1/workflows", {
            "name": "w", "signal_type": "t", "conditions": [count(1, "1m")],
            "actions": [slack("#ops", "m"), webhook(self.sink.url("/told"))]}).expect(201)
        self.client.post("/v1/signals", {"signal_type": "t", "org_id": "o"}).expect(202)

        run, = eventually("it has failed", lambda: self.client.get(
            "/v1/runs", status="failed").expect(200).json["runs"])
        self.assertIn("notifiers.slack.bot_token_file", run["steps"][0]["detail"])
        self.assertIn("#ops", run["steps"][0]["detail"])
        self.assertEqual(run["steps"][1]["status"], "done")


class BadInput(WorkflowScenario):
    """What is refused says where, and changes nothing."""

    WORKFLOW = {"workflow_id": "refused", "name": "w", "signal_type": "t",
                "conditions": [absence("5m")], "actions": [delay("1s")]}

    def refused(self, status, pointer, method, path, body=None, **headers):
        with self.subTest(request=f"{method} {path}", body=repr(body)[:120]):
            answer = (self.client.request(method, path, body, **headers) if body is not None
                      else self.client.request(method, path))
            answer.expect(status)
            self.assertEqual(answer.headers["content-type"], "application/problem+json")
            self.assertTrue(answer.json["detail"])
            if pointer is not None:
                self.assertIn(pointer, answer.pointers)
            self.client.get("/v1/workflows/refused").expect(404)

    def refused_workflow(self, pointer, status=400, **changes):
        self.refused(status, pointer, "POST", "/v1/workflows", {**self.WORKFLOW, **changes})

    def test_workflows(self):
        step = "/actions/0"
        self.refused_workflow(f"{step}/type", actions=[{"type": "pigeon", "message": "m"}])
        for wrong in ("soon", "", "5", "-5m", "0s", "9000h", "999us", 5, None):
            self.refused_workflow("/conditions/0/duration", conditions=[absence(wrong)])
            self.refused_workflow(f"{step}/duration", actions=[delay(wrong)])
        for operator in ("=>", "<>", "~", "", "gt", None):
            self.refused_workflow("/conditions/0/operator",
                                  conditions=[numeric("value.x", operator, 1)])
        self.refused_workflow("/conditions/0/value", conditions=[numeric("x", ">", "many")])
        self.refused_workflow("/conditions/0/at_least", conditions=[count(0, "1m")])
        self.refused_workflow("/conditions/1/type", conditions=[absence("1m"), absence("2m")])
        self.refused_workflow(f"{step}/target", actions=[{"type": "slack", "message": "m"}])
        self.refused_workflow(f"{step}/message", actions=[{"type": "slack", "target": "#ops"}])
        for target in ("#ops", "ftp://example.org", "example.org", "http://", "file:///etc/passwd"):
            self.refused_workflow(f"{step}/target", actions=[webhook(target)])
        self.refused_workflow(f"{step}/target",
                              actions=[{"type": "email", "target": "nobody", "message": "m"}])
        for message in ("from {{org_id", "from {{ }}", "{{org_id}} and {{"):
            self.refused_workflow(f"{step}/message", actions=[slack("#ops", message)])
        self.refused_workflow("/conditions", conditions=[])
        self.refused_workflow("/actions", actions=[])
        self.refused_workflow("/colour", colour="red")
        self.refused_workflow(f"{step}/service_id", status=422,
                              actions=[{"type": "page", "service_id": "unknown"}])
        self.refused(400, "/steps/0/service_id", "POST", "/v1/workflows", {
            **{key: value for key, value in self.WORKFLOW.items() if key != "actions"},
            "steps": [{"type": "page"}]})

    def test_a_workflow_of_ten_thousand_steps(self):
        self.refused_workflow("/actions", actions=[delay("1s")] * 101)
        answer = self.client.post("/v1/workflows", {**self.WORKFLOW, "actions": [delay("1s")] * 10_000})
        answer.expect(400)
        self.assertTrue(answer.pointers[0].startswith("/actions"), answer)

    def test_signals(self):
        good = {"signal_type": "t", "org_id": "o"}
        for pointer, wrong in (("/signal_type", {"org_id": "o"}), ("/org_id", {"signal_type": "t"}),
                               ("/org_id", good | {"org_id": ""}), ("/org_id", good | {"org_id": 7}),
                               ("/signal_type", good | {"signal_type": "a#b"}),
                               ("/subject", good | {"subject": "other"})):
            self.refused(400, pointer, "POST", "/v1/signals", wrong)
        for pointer, wrong in (("/payload/timestamp", {"timestamp": "yesterday"}),
                               ("/payload/value", {"value": 91}), ("/payload/valeu", {"valeu": {}})):
            self.refused(400, pointer, "POST", "/v1/schedule",
                         {"job_type": "signal", "delay_seconds": 60, "payload": good | wrong})
        whole = json.dumps(good).encode()
        for text in (b"", b"{", whole[:-1], whole + b"}", b"[" + whole, b"null", b"\xff",
                     b'{"value":' * 1000 + b"1" + b"}" * 1000):
            self.refused(400, None, "POST", "/v1/signals", text)
        self.refused(415, None, "POST", "/v1/signals", whole, Content_Type="text/csv")
        self.refused(413, None, "POST", "/v1/signals", (whole + b"\n") * 10_001)
        self.refused(413, None, "POST", "/v1/signals", b"[" + b" " * (8 << 20) + b"]")

    def test_of_a_batch_the_good_signals_count(self):
        workflow = self.workflow(delay("1ms"), conditions=[count(1, "1m")])
        kind = workflow["signal_type"]
        batch = [{"signal_type": kind, "org_id": "a"}, {"signal_type": kind}, 7,
                 {"signal_type": kind, "org_id": "b"}]
        lines = "\n".join(json.dumps(one) for one in batch)
        for body in (json.dumps(batch).encode(), lines.encode() + b"\n"):
            report = self.client.request("POST", "/v1/signals", body).expect(202).json
            self.assertEqual(report["accepted"], 2)
            self.assertEqual([item["index"] for item in report["rejected"]], [1, 2])
            self.assertEqual(report["rejected"][0]["errors"][0]["pointer"], "/org_id")
        self.assertEqual(len(self.runs(workflow)), 2)
        self.assertEqual(self.client.post("/v1/signals", []).expect(202).json,
                         {"accepted": 0, "rejected": []})

    def test_a_clock_that_is_a_year_off_is_believed_within_bounds_only(self):
        workflow = self.workflow(delay("1ms"), conditions=[absence("1s")])
        sent_at = time.time()
        for year in (-1, 1):
            told = self.signal(workflow["signal_type"], f"year{year}",
                               timestamp=rfc3339(sent_at + year * 31_536_000))
            self.assertEqual(told["workflows_queued"], 1)
        eventually("both are silent", lambda: len(self.runs(workflow)) == 2)
        for run in self.runs(workflow):
            self.assertGreaterEqual(moment(run["started_at"]), not_before(sent_at + 1))

    def test_schedules(self):
        details = {"workflow_id": "w", "resume_from": "ACTION_1"}
        good = {"run_id": "r", "delay_seconds": 1, "job_details": details}
        for pointer, wrong in (
                ("/run_id", {}), ("/delay_seconds", good | {"delay_seconds": -1}),
                ("/execute_at", good | {"execute_at": 1}),
                ("/job_details/resume_from",
                 good | {"job_details": details | {"resume_from": "STEP_1"}}),
                ("/job_type", {"job_type": "reboot", "payload": {}, "execute_at": 1}),
                ("/payload/org_id", {"job_type": "signal", "payload": {"signal_type": "t"},
                                     "execute_at": 1})):
            self.refused(400, pointer, "POST", "/v1/schedule", wrong)
        for method in ("GET", "DELETE"):
            self.refused(404, None, method, "/v1/schedule/unknown")

    def test_questions(self):
        self.refused(400, "?status", "GET", "/v1/runs?status=lost")
        self.refused(400, "?cursor", "GET", "/v1/runs?cursor=junk")
        self.refused(400, "?version", "GET", "/v1/workflows/w?version=0")
        self.refused(404, None, "GET", "/v1/runs/unknown")
        for verb, path in (("GET", "/v1/workflows/unknown"), ("DELETE", "/v1/workflows/unknown"),
                           ("POST", "/v1/workflows/unknown/enable")):
            self.refused(404, None, verb, path)
        self.refused(405, None, "PUT", "/v1/signals", {})
