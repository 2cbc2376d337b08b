#include "application/workflows/advance_runs.hpp"

#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::NotificationKind;
using domain::StepStatus;
using ports::Counter;
using trompeloeil::_;

// A run that waits for a minute before it tells somebody.
struct AdvanceRunsTest : WorkflowMocks {
  AdvanceRunsTest() { given_a_run(); }

  void given_a_run() { runs.save(a_waiting_run(workflow)); }

  // After the delay, these.
  void given_a_run_with(std::vector<domain::Step> steps) {
    auto other = a_silence();
    other.steps = {domain::Delay{1min}};
    other.steps.insert(other.steps.end(), steps.begin(), steps.end());
    workflow = shared(other);
    given_a_run();
  }

  domain::Run run() { return runs.kept.at(command.run); }

  ports::RunRef command{acme, a_waiting_run(workflow).id};
};

TEST_F(AdvanceRunsTest, tells_what_comes_after_the_delay) {
  clock.advance(1min);
  REQUIRE_CALL(outbox, add(_))
      .LR_WITH(_1.kind == NotificationKind::workflow_message && _1.run == command.run)
      .LR_WITH(_1.about.summary == "org_x is silent");

  const auto has_gone_on = advance.handle(command);

  ASSERT_TRUE(has_gone_on);
  EXPECT_TRUE(*has_gone_on);
  EXPECT_EQ(run().steps[0].status, StepStatus::done);
  EXPECT_EQ(run().steps[1].status, StepStatus::sending);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(AdvanceRunsTest, pages_for_the_service_of_a_step) {
  given_a_run_with({domain::Page{billing, "down"}});
  clock.advance(1min);
  REQUIRE_CALL(alerts, save(_)).LR_WITH(_1.service == billing && _1.summary == "down");

  EXPECT_TRUE(advance.handle(command));
}

TEST_F(AdvanceRunsTest, counts_a_run_that_has_nothing_left_to_do) {
  given_a_run_with({});
  clock.advance(1min);
  REQUIRE_CALL(metrics, count(Counter::runs_completed));
  FORBID_CALL(outbox, add(_));

  EXPECT_TRUE(advance.handle(command));

  EXPECT_EQ(run().ended_at, clock.now());
}

TEST_F(AdvanceRunsTest, changes_nothing_before_the_delay_has_elapsed) {
  const auto before = runs.kept;
  clock.advance(1min - 1ms);
  FORBID_CALL(outbox, add(_));
  FORBID_CALL(metrics, count(_));

  const auto has_gone_on = advance.handle(command);

  ASSERT_TRUE(has_gone_on);
  EXPECT_FALSE(*has_gone_on);
  EXPECT_EQ(runs.kept, before);
  EXPECT_EQ(work.end, End::rolled_back);
}

TEST_F(AdvanceRunsTest, changes_nothing_of_a_run_that_has_gone_on) {
  clock.advance(1min);
  ASSERT_TRUE(advance.handle(command));
  const auto before = runs.kept;
  FORBID_CALL(outbox, add(_));
  FORBID_CALL(metrics, count(_));

  const auto has_gone_on = advance.handle(command);

  ASSERT_TRUE(has_gone_on);
  EXPECT_FALSE(*has_gone_on);
  EXPECT_EQ(runs.kept, before);
}

TEST_F(AdvanceRunsTest, changes_nothing_for_a_run_that_is_unknown) {
  runs.kept.clear();
  FORBID_CALL(outbox, add(_));
  FORBID_CALL(metrics, count(_));

  const auto has_gone_on = advance.handle(command);

  ASSERT_TRUE(has_gone_on);
  EXPECT_FALSE(*has_gone_on);
  EXPECT_TRUE(runs.kept.empty());
}

TEST_F(AdvanceRunsTest, is_taken_back_when_the_service_cannot_be_read) {
  given_a_run_with({domain::Page{billing, "down"}});
  const auto before = runs.kept;
  clock.advance(1min);
  ALLOW_CALL(services, find(_, _)).RETURN(gone());
  FORBID_CALL(alerts, save(_));

  expect_taken_back(advance.handle(command));
  EXPECT_EQ(runs.kept, before);
}

TEST_F(AdvanceRunsTest, is_refused_when_it_cannot_be_kept) {
  clock.advance(1min);
  work.refuses = true;

  expect_refused(advance.handle(command));
}

}  // namespace
}  // namespace tocsin::tests
