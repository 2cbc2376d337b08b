#include "application/workflows/fire_jobs.hpp"

#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::NotificationKind;
using domain::ResumeOrder;
using ports::Counter;
using trompeloeil::_;

struct FireJobsTest : WorkflowMocks {
  void given_an_order(const std::string& run) {
    job.order = ResumeOrder{run, workflow->id, "internet_signal#org_x#1", 0};
  }
  std::string given_a_waiting_run() {
    const auto run = a_waiting_run(workflow);
    runs.save(run);
    return to_text(run.id);
  }

  // The job, done now.
  domain::ScheduledJob done(const std::string& result) {
    auto expected = job;
    expected.complete(result, clock.now());
    return expected;
  }

  application::FireJobs::Command command{acme, job.id};
};

TEST_F(FireJobsTest, receives_a_signal_and_keeps_what_came_of_it) {
  const std::string result =
      "received internet_signal#org_x#1767225600000; evaluated by 1 workflow";
  REQUIRE_CALL(watches, save(_));
  REQUIRE_CALL(metrics, count(Counter::signals_received));
  REQUIRE_CALL(metrics, count(Counter::jobs_fired));
  REQUIRE_CALL(scheduled_jobs, save(_)).LR_WITH(_1 == done(result));

  const auto outcome = fire.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, result);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(FireJobsTest, lets_a_run_that_waits_there_go_on) {
  const auto run = given_a_waiting_run();
  given_an_order(run);
  REQUIRE_CALL(outbox, add(_)).WITH(_1.kind == NotificationKind::workflow_message);
  REQUIRE_CALL(scheduled_jobs, save(_))
      .LR_WITH(_1 == done("resumed run " + run + " after ACTION_0"));
  FORBID_CALL(metrics, count(Counter::runs_started));

  EXPECT_TRUE(fire.handle(command));

  EXPECT_EQ(runs.kept.begin()->second.steps[1].status, domain::StepStatus::sending);
}

TEST_F(FireJobsTest, starts_a_run_in_place_of_one_that_is_unknown) {
  const domain::RunId started{CountingIds::nth(1)};
  given_an_order("of another system");
  REQUIRE_CALL(outbox, add(_)).LR_WITH(_1.run == started && _1.about.summary == "org_x is silent");
  REQUIRE_CALL(metrics, count(Counter::runs_started));
  REQUIRE_CALL(scheduled_jobs, save(_))
      .LR_WITH(_1 == done("started run " + to_text(started) + " after ACTION_0"));

  EXPECT_TRUE(fire.handle(command));

  EXPECT_EQ(runs.kept.at(started).reason, "scheduled by alice");
}

TEST_F(FireJobsTest, keeps_why_there_was_nothing_to_do) {
  auto disabled = *workflow;
  disabled.enabled = false;
  workflow = shared(disabled);
  given_an_order("of another system");
  REQUIRE_CALL(scheduled_jobs, save(_))
      .LR_WITH(_1 == done("nothing to do: the workflow is disabled"));
  FORBID_CALL(outbox, add(_));
  FORBID_CALL(metrics, count(Counter::runs_started));

  EXPECT_TRUE(fire.handle(command));

  EXPECT_TRUE(runs.kept.empty());
}

TEST_F(FireJobsTest, does_nothing_before_its_time) {
  job.execute_at = clock.now() + 1ms;
  FORBID_CALL(watches, save(_));
  FORBID_CALL(metrics, count(_));
  FORBID_CALL(scheduled_jobs, save(_));

  const auto outcome = fire.handle(command);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, "");
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(FireJobsTest, does_nothing_for_a_job_that_is_done_cancelled_or_unknown) {
  FORBID_CALL(watches, save(_));
  FORBID_CALL(metrics, count(_));
  FORBID_CALL(scheduled_jobs, save(_));

  const auto scheduled = job;
  job.complete("received", clock.now());
  EXPECT_EQ(*fire.handle(command), "");

  job = scheduled;
  job.cancel("bob", clock.now());
  EXPECT_EQ(*fire.handle(command), "");

  ALLOW_CALL(scheduled_jobs, find(_, _)).RETURN(no_job());
  EXPECT_EQ(*fire.handle(command), "");
}

TEST_F(FireJobsTest, is_taken_back_when_the_job_cannot_be_read) {
  ALLOW_CALL(scheduled_jobs, find(_, _)).RETURN(gone());
  FORBID_CALL(metrics, count(_));
  FORBID_CALL(scheduled_jobs, save(_));

  expect_taken_back(fire.handle(command));
}

TEST_F(FireJobsTest, is_taken_back_when_the_workflows_cannot_be_read) {
  ALLOW_CALL(workflows, of_type(_, _)).RETURN(gone());
  FORBID_CALL(watches, save(_));
  FORBID_CALL(metrics, count(Counter::jobs_fired));
  FORBID_CALL(scheduled_jobs, save(_));

  expect_taken_back(fire.handle(command));
}

TEST_F(FireJobsTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(fire.handle(command));
}

}  // namespace
}  // namespace tocsin::tests
