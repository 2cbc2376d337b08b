#include "application/workflows/remove_workflow.hpp"

#include "tests/worlds/configuring_workflows.hpp"
#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using trompeloeil::_;

struct RemoveWorkflowTest : WorkflowMocks {
  Result<Done> removal() {
    return workflow_use_cases.remove_workflow.handle({acme, domain::WorkflowId{"silence"}});
  }
};

TEST_F(RemoveWorkflowTest, removes_the_workflow_and_leaves_its_runs) {
  runs.save(a_waiting_run(workflow));
  const auto before = runs.kept;
  REQUIRE_CALL(workflows, remove(acme, domain::WorkflowId{"silence"}));

  EXPECT_TRUE(removal());

  EXPECT_EQ(runs.kept, before);
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(RemoveWorkflowTest, there_must_be_one_to_remove) {
  ALLOW_CALL(workflows, find(_, _)).RETURN(domain::SharedWorkflow{});
  FORBID_CALL(workflows, remove(_, _));

  expect_failed(removal(), ErrorKind::not_found);
}

TEST_F(RemoveWorkflowTest, is_taken_back_when_the_workflow_cannot_be_read) {
  ALLOW_CALL(workflows, find(_, _)).RETURN(gone());
  FORBID_CALL(workflows, remove(_, _));

  expect_taken_back(removal());
}

TEST_F(RemoveWorkflowTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(removal());
}

// What comes of it for the signals that arrive before and after.
class RemovedWorkflowTest : public ConfiguringWorkflows {};

TEST_F(RemovedWorkflowTest, removing_one_cancels_nothing_that_runs) {
  const auto workflow = given(downtime());
  when_received(heartbeat());
  when_time_passes(5min);
  EXPECT_TRUE(removed(workflow.id));
  restart();
  when_received(heartbeat());
  when_time_passes(1h);

  EXPECT_EQ(told.size(), 2U);
  EXPECT_EQ(only_run().status, domain::RunStatus::completed);
  EXPECT_EQ(*process->store.workflows.find(acme, workflow.id), nullptr);
}

TEST_F(RemovedWorkflowTest, one_that_is_made_anew_counts_on) {
  const auto workflow = given(downtime());
  EXPECT_TRUE(removed(workflow.id));
  EXPECT_EQ(given(downtime()).version, 2U);
}

}  // namespace
}  // namespace tocsin::tests
