#include "application/workflows/toggle_workflow.hpp"

#include "tests/worlds/configuring_workflows.hpp"
#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

struct ToggleWorkflowTest : WorkflowMocks {
  ToggleWorkflowTest() { clock.advance(1h); }

  Result<domain::Workflow> switched(bool enabled) {
    return workflow_use_cases.toggle_workflow.handle({acme, workflow->id, enabled});
  }
};

TEST_F(ToggleWorkflowTest, keeps_a_new_version_that_watches_anew) {
  auto expected = *workflow;
  expected.version = 2;
  expected.watches_since = 2;
  expected.enabled = false;
  expected.updated_at = clock.now();
  REQUIRE_CALL(workflows, save(_)).LR_WITH(_1 == expected);

  const auto outcome = switched(false);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, expected);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(ToggleWorkflowTest, keeps_no_version_of_what_is_so_already) {
  FORBID_CALL(workflows, save(_));

  const auto outcome = switched(true);

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, *workflow);
}

TEST_F(ToggleWorkflowTest, there_must_be_one_to_change) {
  ALLOW_CALL(workflows, find(_, _)).RETURN(domain::SharedWorkflow{});
  FORBID_CALL(workflows, save(_));

  expect_failed(switched(false), ErrorKind::not_found);
}

TEST_F(ToggleWorkflowTest, is_taken_back_when_the_workflow_cannot_be_read) {
  ALLOW_CALL(workflows, find(_, _)).RETURN(gone());
  FORBID_CALL(workflows, save(_));

  expect_taken_back(switched(false));
}

TEST_F(ToggleWorkflowTest, is_taken_back_when_the_last_version_cannot_be_read) {
  ALLOW_CALL(workflows, last_version(_, _)).RETURN(gone());
  FORBID_CALL(workflows, save(_));

  expect_taken_back(switched(false));
}

TEST_F(ToggleWorkflowTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(switched(false));
}

// What comes of it for the signals that arrive before and after.
class ToggledWorkflowTest : public ConfiguringWorkflows {};

TEST_F(ToggledWorkflowTest, a_disabled_one_looks_at_nothing) {
  const auto workflow = given(downtime());
  EXPECT_FALSE(toggled(workflow.id, false)->enabled);
  EXPECT_EQ(when_received(heartbeat()).workflows_queued, 0U);
  when_time_passes(1h);
  EXPECT_EQ(runs().size(), 0U);
}

TEST_F(ToggledWorkflowTest, what_was_watched_before_it_was_disabled_is_forgotten) {
  const auto workflow = given(downtime());
  when_received(heartbeat());
  when_time_passes(1min);
  EXPECT_TRUE(toggled(workflow.id, false));
  EXPECT_TRUE(toggled(workflow.id, true));
  when_time_passes(10min);
  EXPECT_EQ(runs().size(), 0U);

  when_received(heartbeat());
  when_time_passes(5min);
  EXPECT_EQ(runs().size(), 1U);
}

TEST_F(ToggledWorkflowTest, what_was_watched_is_forgotten_however_soon_it_is_enabled_again) {
  const auto workflow = given(downtime());
  when_received(heartbeat("before"));
  EXPECT_EQ(toggled(workflow.id, false)->version, 2U);
  EXPECT_EQ(toggled(workflow.id, true)->version, 3U);
  when_received(heartbeat("after"));
  restart();
  when_time_passes(5min);
  EXPECT_EQ(only_run().signal.subject, "after");
}

TEST_F(ToggledWorkflowTest, what_was_met_before_it_was_disabled_does_not_last) {
  auto draft = high_cpu();
  draft.conditions = {domain::Numeric{"value.cpu_percent", domain::Operator::greater, "80", 10min}};
  const auto workflow = given(draft);
  when_received(cpu("91"));
  EXPECT_TRUE(toggled(workflow.id, false));
  EXPECT_TRUE(toggled(workflow.id, true));
  when_time_passes(5min);
  when_received(cpu("91"));

  when_time_passes(10min - 1ms);
  EXPECT_EQ(runs().size(), 0U);
  when_time_passes(1ms);
  EXPECT_EQ(runs().size(), 1U);
}

TEST_F(ToggledWorkflowTest, what_was_watched_is_forgotten_however_often_it_is_changed_after_that) {
  const auto workflow = given(downtime());
  when_received(heartbeat());
  EXPECT_TRUE(toggled(workflow.id, false));
  EXPECT_TRUE(toggled(workflow.id, true));
  for (auto version = ports::Workflows::versions_shown; version > 0; --version)
    given(downtime());
  restart();
  when_time_passes(5min);
  EXPECT_EQ(runs().size(), 0U);
}

TEST_F(ToggledWorkflowTest, what_is_enabled_already_stays_as_it_is) {
  const auto workflow = given(downtime());
  when_received(heartbeat());
  when_time_passes(1min);
  EXPECT_EQ(*toggled(workflow.id, true), workflow);
  when_time_passes(4min);
  EXPECT_EQ(runs().size(), 1U);
}

}  // namespace
}  // namespace tocsin::tests
