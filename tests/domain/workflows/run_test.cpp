#include "domain/workflows/run.hpp"

#include "tests/support/prelude.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;

constexpr Time run_start{Duration{1'000'000}};
constexpr NotificationId first{{{1}}};
constexpr NotificationId second{{{2}}};

struct RunTest : testing::Test {
  domain::Run a_run(std::vector<Step> steps, std::size_t first_step = 0) {
    auto workflow = std::make_shared<Workflow>();
    workflow->tenant.value = "acme";
    workflow->steps = std::move(steps);
    return start_run(
        {}, workflow, {"t#s#1", "s", run_start, {}}, "no signal", first_step, run_start);
  }

  Step tell = Tell{{"", Channel::slack, "#ops"}, "down"};
};

TEST_F(RunTest, takes_its_steps_in_their_order) {
  auto run = a_run({tell, Resolve{}});
  EXPECT_EQ(run.steps[0].kind, "slack");
  EXPECT_EQ(run.advance(run_start), 0U);
  run.step_sending(first, "notifying #ops", run_start);
  EXPECT_EQ(run.advance(run_start), 1U);
  run.step_done("resolved", AlertId{}, run_start);
  EXPECT_EQ(run.advance(run_start), std::nullopt);
}

TEST_F(RunTest, goes_on_before_a_message_has_arrived_and_ends_when_all_have) {
  auto run = a_run({tell, tell});
  run.step_sending(first, "", run_start);
  run.step_sending(second, "", run_start);
  EXPECT_EQ(run.status, RunStatus::running);

  EXPECT_TRUE(run.told(second, "notified #ops", run_start + 1s));
  EXPECT_FALSE(run.has_ended());
  EXPECT_TRUE(run.told(first, "notified #ops", run_start + 2s));

  EXPECT_EQ(run.status, RunStatus::completed);
  EXPECT_EQ(run.ended_at, run_start + 2s);
  EXPECT_EQ(run.steps[1].at, run_start + 1s);
  EXPECT_EQ(run.steps[1].detail, "notified #ops");
  EXPECT_EQ(run.end_reason, "");
}

TEST_F(RunTest, knows_where_each_of_its_messages_may_have_opened_an_incident) {
  auto run = a_run({tell, tell});
  run.step_sending(first, "", run_start);
  const Target target{"", Channel::pagerduty, "key"};

  EXPECT_TRUE(run.note_incident(first, target));
  EXPECT_FALSE(run.note_incident(first, target));
  EXPECT_FALSE(run.note_incident(second, target));

  EXPECT_EQ(run.steps[0].incident, target);
  EXPECT_FALSE(run.steps[1].incident);
}

TEST_F(RunTest, ends_failed_with_the_first_error_once_all_is_settled) {
  auto run = a_run({tell, tell});
  run.step_sending(first, "", run_start);
  run.step_sending(second, "", run_start);

  EXPECT_TRUE(run.gave_up(first, "404 from slack", run_start));
  EXPECT_EQ(run.status, RunStatus::running);
  EXPECT_TRUE(run.gave_up(second, "500 from slack", run_start));

  EXPECT_EQ(run.status, RunStatus::failed);
  EXPECT_EQ(run.end_reason, "404 from slack");
  EXPECT_EQ(run.steps[1].status, StepStatus::failed);
}

TEST_F(RunTest, a_step_that_fails_at_once_keeps_nobody_else_waiting) {
  auto run = a_run({Page{}, Page{}, Resolve{}});
  run.step_failed("no such service", {}, run_start);
  run.step_failed("no such service either", {}, run_start);
  EXPECT_EQ(run.advance(run_start), 2U);
  run.step_done("", {}, run_start);

  EXPECT_EQ(run.status, RunStatus::failed);
  EXPECT_EQ(run.end_reason, "no such service");
}

TEST_F(RunTest, hears_nothing_new_of_what_is_settled_or_not_its_own) {
  auto run = a_run({tell});
  run.step_sending(first, "", run_start);
  EXPECT_FALSE(run.told(second, "", run_start));
  EXPECT_FALSE(run.gave_up(second, "gone", run_start));
  EXPECT_TRUE(run.told(first, "", run_start));
  EXPECT_FALSE(run.gave_up(first, "gone", run_start));
  EXPECT_EQ(run.end_reason, "");
}

TEST_F(RunTest, waits_for_as_long_as_a_delay_says) {
  auto run = a_run({Delay{15min}, tell});
  EXPECT_EQ(run.advance(run_start), 0U);
  run.step_waits(15min, run_start);

  EXPECT_EQ(run.status, RunStatus::waiting);
  EXPECT_EQ(run.steps[0].status, StepStatus::waiting);
  EXPECT_TRUE(run.waits_at(0));
  EXPECT_FALSE(run.waits_at(1));
  EXPECT_EQ(run.advance(run_start + 15min - 1ms), std::nullopt);

  EXPECT_EQ(run.advance(run_start + 15min), 1U);
  EXPECT_EQ(run.status, RunStatus::running);
  EXPECT_EQ(run.steps[0].detail, "waited 15m");
  EXPECT_EQ(run.resume_at, std::nullopt);
  EXPECT_FALSE(run.waits_at(1));
}

TEST_F(RunTest, ends_with_a_delay_when_nothing_comes_after_it) {
  auto run = a_run({Delay{1min}});
  run.step_waits(1min, run_start);
  EXPECT_EQ(run.advance(run_start + 1min), std::nullopt);
  EXPECT_EQ(run.status, RunStatus::completed);
}

TEST_F(RunTest, does_nothing_more_once_it_is_cancelled) {
  auto run = a_run({Resolve{}, Page{}, tell, Delay{1min}, tell});
  run.step_done("resolved", {}, run_start);
  run.step_failed("no such service", {}, run_start);
  run.step_sending(first, "", run_start);
  run.step_waits(1min, run_start);

  run.cancel("recovered", run_start + 1s);

  EXPECT_EQ(run.status, RunStatus::cancelled);
  EXPECT_EQ(run.ended_at, run_start + 1s);
  EXPECT_EQ(run.end_reason, "recovered");
  EXPECT_EQ(run.steps[0].status, StepStatus::done);
  EXPECT_EQ(run.steps[1].status, StepStatus::failed);
  for (std::size_t step = 2; step < 5; ++step) {
    EXPECT_EQ(run.steps[step].status, StepStatus::cancelled);
    EXPECT_EQ(run.steps[step].detail, "recovered");
  }
  EXPECT_EQ(run.advance(run_start + 1h), std::nullopt);
  EXPECT_FALSE(run.told(first, "", run_start));

  run.cancel("again", run_start + 2s);
  EXPECT_EQ(run.end_reason, "recovered");
}

TEST_F(RunTest, may_begin_after_steps_that_were_done_elsewhere) {
  auto run = a_run({tell, Delay{1min}, Resolve{}}, 2);
  EXPECT_EQ(run.steps[0].status, StepStatus::done);
  EXPECT_EQ(run.steps[1].detail, "done before this run");
  EXPECT_EQ(run.steps[2].status, StepStatus::pending);
  EXPECT_EQ(run.advance(run_start), 2U);
}

}  // namespace
}  // namespace tocsin::domain
