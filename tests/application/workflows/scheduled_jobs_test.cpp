#include "application/workflows/browse_scheduled_jobs.hpp"
#include "tests/worlds/workflows.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Delay;
using domain::ResumeOrder;
using domain::RunStatus;
using domain::ScheduledJob;
using domain::ScheduledJobStatus;
using Order = application::ScheduleJob::Command;

struct ScheduledJobs : WorkflowScenario {
  ScheduledJob scheduled(Order order) {
    order.tenant = acme;
    order.by = "alice";
    const auto job =
        decided([&](auto& p) { return p.workflow_use_cases.schedule_job.handle(order); });
    EXPECT_TRUE(job);
    return job ? *job : ScheduledJob{};
  }
  Result<ScheduledJob> cancelled(const domain::ScheduledJobId& id) {
    return decided([&](auto& p) {
      return p.workflow_use_cases.cancel_job.handle({acme, id, "bob"});
    });
  }
  ScheduledJob job(const domain::ScheduledJobId& id) {
    const auto found = process->store.scheduled_jobs.find(acme, id);
    EXPECT_TRUE(found && *found);
    return **found;
  }

  const domain::WorkflowId downtime_id{"internet_downtime_escalation"};
  const std::string signal_id = "internet_signal#org_x#1767225600000";
};

TEST_F(ScheduledJobs, d14_a_job_is_done_once_at_its_time_also_after_a_restart) {
  given(downtime());
  const auto id = scheduled({{}, {}, ResumeOrder{"uuid", downtime_id, signal_id, 1}, 900s, {}}).id;
  when_time_passes(10min);
  restart();
  when_time_passes(5min - 1ms);
  EXPECT_EQ(told, TellingList{});
  EXPECT_EQ(job(id).status, ScheduledJobStatus::scheduled);

  when_time_passes(1ms);
  restart();
  when_time_passes(1h);

  EXPECT_EQ(told, (TellingList{{15min, "@infra-head", "ESCALATION: org_x still down"}}));
  EXPECT_EQ(job(id).status, ScheduledJobStatus::completed);
  EXPECT_EQ(job(id).result, "started run " + to_text(only_run().id) + " after ACTION_1");
  EXPECT_EQ(only_run().reason, "scheduled by alice");
}

TEST_F(ScheduledJobs, a_run_that_waits_there_goes_on_and_does_not_do_so_twice) {
  given(downtime());
  when_received(heartbeat());
  when_time_passes(5min);
  const ResumeOrder order{to_text(only_run().id), downtime_id, signal_id, 1};
  const auto early = scheduled({{}, {}, order, 1min, {}}).id;
  const auto late = scheduled({{}, {}, order, 2min, {}}).id;
  when_time_passes(1h);

  EXPECT_EQ(told.size(), 2U);
  EXPECT_EQ(told.back().after, 6min);
  EXPECT_EQ(job(early).result, "resumed run " + order.run + " after ACTION_1");
  EXPECT_EQ(job(late).result, "nothing to do: the run is completed and is not waiting at ACTION_1");
}

TEST_F(ScheduledJobs, a_run_of_another_workflow_goes_on_by_itself) {
  given(downtime());
  when_received(heartbeat());
  when_time_passes(5min);
  const ResumeOrder order{to_text(only_run().id), {"high_cpu"}, signal_id, 1};
  const auto id = scheduled({{}, {}, order, 1min, {}}).id;
  when_time_passes(1min);

  EXPECT_EQ(job(id).result,
            "nothing to do: the run belongs to workflow \"internet_downtime_escalation\"");
  EXPECT_EQ(only_run().status, RunStatus::waiting);
}

TEST_F(ScheduledJobs, a_run_of_nobody_here_begins_with_what_is_known_of_its_subject) {
  auto workflow = high_cpu();
  workflow.conditions = {domain::Absence{1h}};
  workflow.steps.insert(workflow.steps.begin(), Delay{1min});
  given(workflow);
  when_received(cpu("42"));
  const auto run = to_text(domain::RunId{CountingIds::nth(999)});
  scheduled({{}, {}, ResumeOrder{run, {"high_cpu"}, "cpu#web1#1", 0}, 1min, {}});
  when_time_passes(1min);

  EXPECT_EQ(told, (TellingList{{1min, "#ops", "CPU usage is 42% on web1"}}));
}

TEST_F(ScheduledJobs, a_signal_id_of_another_type_names_no_subject) {
  given(downtime());
  for (const std::string id : {"cpu#web1#1", "internet_signal", "internet_signal#1", ""})
    scheduled({{}, {}, ResumeOrder{"", downtime_id, id, 1}, 0ms, {}});
  do_what_is_due();
  EXPECT_EQ(told.size(), 4U);
  for (const auto& one : told)
    EXPECT_EQ(one.text, "ESCALATION:  still down");
}

TEST_F(ScheduledJobs, says_why_nothing_was_to_be_done) {
  given(downtime());
  const auto result_of = [&](const ResumeOrder& order) {
    const auto id = scheduled({{}, {}, order, 0ms, {}}).id;
    do_what_is_due();
    return job(id).result;
  };
  EXPECT_EQ(result_of({"", {"none"}, "", 0}), "nothing to do: workflow \"none\" not found");
  EXPECT_EQ(result_of({"", downtime_id, "", 2}), "nothing to do: the last step is ACTION_2");
  EXPECT_TRUE(decided([&](auto& p) {
    return p.workflow_use_cases.toggle_workflow.handle({acme, downtime_id, false});
  }));
  EXPECT_EQ(result_of({"", downtime_id, "", 1}), "nothing to do: the workflow is disabled");
  EXPECT_EQ(runs().size(), 0U);
}

TEST_F(ScheduledJobs, a_signal_is_received_at_its_time) {
  given(high_cpu());
  const auto id = scheduled({{}, {}, cpu("91"), clock.now() + 1min, "queue"}).id;
  EXPECT_EQ(job(id).queue_name, "queue");
  when_time_passes(1min);
  EXPECT_EQ(told.size(), 1U);
  EXPECT_EQ(job(id).result, "received cpu#web1#1767225660000; evaluated by 1 workflow");
}

TEST_F(ScheduledJobs, a_time_that_is_past_is_now_and_one_that_is_far_is_refused) {
  EXPECT_EQ(scheduled({{}, {}, cpu("1"), clock.now() - 1h, {}}).execute_at, clock.now());
  const auto refusal = [&](auto when) {
    const auto job = decided([&](auto& p) {
      return p.workflow_use_cases.schedule_job.handle({acme, "", cpu("1"), when, ""});
    });
    return job ? "" : job.error().pointer;
  };
  EXPECT_EQ(refusal(clock.now() + 24h * 3653), "");
  EXPECT_EQ(refusal(clock.now() + 24h * 3653 + 1ms), "/execute_at");
  EXPECT_EQ(refusal(domain::Duration{24h * 3653}), "");
  EXPECT_EQ(refusal(domain::Duration{24h * 3653 + 1ms}), "/delay_seconds");
}

TEST_F(ScheduledJobs, a_cancelled_one_is_not_done) {
  given(high_cpu());
  const auto id = scheduled({{}, {}, cpu("91"), 1min, {}}).id;
  EXPECT_EQ(cancelled(id)->status, ScheduledJobStatus::cancelled);
  restart();
  EXPECT_EQ(cancelled(id)->result, "cancelled by bob");
  when_time_passes(1h);
  EXPECT_EQ(told, TellingList{});
}

struct FailingJobs : ports::ScheduledJobReader {
  Result<std::optional<ScheduledJob>> find_job(const domain::TenantId&,
                                               domain::ScheduledJobId) override {
    return fail(ErrorKind::unavailable, "gone");
  }
};

TEST_F(ScheduledJobs, are_shown_before_and_after_they_are_done) {
  application::BrowseScheduledJobs browse{process->store.scheduled_jobs, ledger};
  const auto id = scheduled({{}, {}, cpu("91"), 1min, {}}).id;
  EXPECT_EQ(browse.find(acme, id)->status, ScheduledJobStatus::scheduled);
  when_time_passes(1min);
  EXPECT_EQ(browse.find(acme, id)->status, ScheduledJobStatus::completed);
  EXPECT_EQ(browse.find({"globex"}, id).error().kind, ErrorKind::not_found);

  FailingJobs failing;
  application::BrowseScheduledJobs without_ended{process->store.scheduled_jobs, failing};
  EXPECT_EQ(without_ended.find(acme, id).error().kind, ErrorKind::unavailable);
}

TEST_F(ScheduledJobs, only_what_is_still_to_be_done_can_be_cancelled) {
  EXPECT_EQ(cancelled({CountingIds::nth(99)}).error().kind, ErrorKind::not_found);
  const auto id = scheduled({{}, {}, cpu("91"), 0ms, {}}).id;
  do_what_is_due();
  EXPECT_EQ(cancelled(id).error().kind, ErrorKind::conflict);
}

TEST_F(ScheduledJobs, one_that_is_offered_too_early_twice_or_never_was_does_nothing) {
  const auto id = scheduled({{}, {}, cpu("91"), 1min, {}}).id;
  const auto fire = [&](domain::ScheduledJobId which) {
    return *decided([&](auto& p) { return p.fire.handle({acme, which}); });
  };
  EXPECT_EQ(fire(id), "");
  EXPECT_EQ(fire({CountingIds::nth(99)}), "");
  clock.advance(1min);
  EXPECT_NE(fire(id), "");
  EXPECT_EQ(fire(id), "");
}

}  // namespace
}  // namespace tocsin::tests
