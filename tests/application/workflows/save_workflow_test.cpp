#include "application/workflows/save_workflow.hpp"

#include "tests/worlds/configuring_workflows.hpp"
#include "tests/worlds/workflow_mocks.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Absence;
using domain::Page;
using trompeloeil::_;

// The workflow is in the store in its version 1; this is its next one.
struct SaveWorkflowTest : WorkflowMocks {
  SaveWorkflowTest() {
    draft.version = 0;
    draft.name = "Longer silence";
    clock.advance(1h);
    workflows_find = NAMED_ALLOW_CALL(workflows, find(_, _)).LR_RETURN(before);
    workflows_last_version =
        NAMED_ALLOW_CALL(workflows, last_version(_, _)).LR_RETURN(last_version);
  }

  void given_no_workflow() { before = nullptr; }

  Result<application::Configured<domain::Workflow>> saved() {
    return workflow_use_cases.save_workflow.handle(draft);
  }

  domain::Workflow draft = a_silence();
  domain::SharedWorkflow before = workflow;
  std::uint64_t last_version = 1;
  Expectation workflows_find;
  Expectation workflows_last_version;
};

TEST_F(SaveWorkflowTest, keeps_a_new_one_which_nothing_is_watched_for) {
  given_no_workflow();
  last_version = 0;
  auto expected = draft;
  expected.version = 1;
  expected.watches_since = 1;
  expected.created_at = clock.now();
  expected.updated_at = clock.now();
  REQUIRE_CALL(workflows, save(_)).LR_WITH(_1 == expected);
  FORBID_CALL(watches, look_soon(_, _, _));

  const auto outcome = saved();

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, (application::Configured<domain::Workflow>{expected, true}));
  EXPECT_EQ(work.end, End::committed);
}

TEST_F(SaveWorkflowTest, looks_soon_at_what_the_version_before_has_watched) {
  auto expected = draft;
  expected.version = 2;
  expected.updated_at = clock.now();
  REQUIRE_CALL(workflows, save(_)).LR_WITH(_1 == expected);
  REQUIRE_CALL(watches, look_soon(acme, draft.id, clock.now()));

  const auto outcome = saved();

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, (application::Configured<domain::Workflow>{expected, false}));
}

TEST_F(SaveWorkflowTest, begins_to_watch_where_the_version_before_was_disabled) {
  auto disabled = a_silence();
  disabled.enabled = false;
  before = shared(disabled);
  REQUIRE_CALL(workflows, save(_)).WITH(_1.version == 2 && _1.watches_since == 2);
  FORBID_CALL(watches, look_soon(_, _, _));

  EXPECT_TRUE(saved());
}

TEST_F(SaveWorkflowTest, keeps_none_that_cannot_run_as_written) {
  draft.steps.clear();
  FORBID_CALL(workflows, save(_));
  FORBID_CALL(watches, look_soon(_, _, _));

  expect_failed(saved(), ErrorKind::invalid, "/actions");
}

TEST_F(SaveWorkflowTest, keeps_none_that_pages_for_a_service_that_is_unknown) {
  draft.steps.emplace_back(Page{{"nowhere"}, ""});
  ALLOW_CALL(services, find(acme, domain::ServiceId{"nowhere"})).RETURN(ServiceEntry{});
  FORBID_CALL(workflows, save(_));
  FORBID_CALL(watches, look_soon(_, _, _));

  expect_failed(saved(), ErrorKind::invalid, "/actions/2/service_id");
}

TEST_F(SaveWorkflowTest, keeps_no_version_that_is_not_the_next) {
  draft.version = 1;
  FORBID_CALL(workflows, save(_));
  FORBID_CALL(watches, look_soon(_, _, _));

  expect_failed(saved(), ErrorKind::conflict, "/version");
}

TEST_F(SaveWorkflowTest, keeps_no_more_than_a_tenant_may_have) {
  given_no_workflow();
  of_its_type.resize(application::SaveWorkflow::max_workflows);
  FORBID_CALL(workflows, save(_));

  expect_failed(saved(), ErrorKind::conflict);
}

TEST_F(SaveWorkflowTest, is_taken_back_when_the_service_cannot_be_read) {
  draft.steps.emplace_back(Page{billing, ""});
  ALLOW_CALL(services, find(_, _)).RETURN(gone());
  FORBID_CALL(workflows, save(_));

  expect_taken_back(saved());
}

TEST_F(SaveWorkflowTest, is_taken_back_when_the_version_before_cannot_be_read) {
  ALLOW_CALL(workflows, find(_, _)).RETURN(gone());
  FORBID_CALL(workflows, save(_));

  expect_taken_back(saved());
}

TEST_F(SaveWorkflowTest, is_taken_back_when_those_of_the_tenant_cannot_be_read) {
  given_no_workflow();
  ALLOW_CALL(workflows, list(_)).RETURN(gone());
  FORBID_CALL(workflows, save(_));

  expect_taken_back(saved());
}

TEST_F(SaveWorkflowTest, is_taken_back_when_the_last_version_cannot_be_read) {
  ALLOW_CALL(workflows, last_version(_, _)).RETURN(gone());
  FORBID_CALL(workflows, save(_));
  FORBID_CALL(watches, look_soon(_, _, _));

  expect_taken_back(saved());
}

TEST_F(SaveWorkflowTest, is_refused_when_it_cannot_be_kept) {
  work.refuses = true;

  expect_refused(saved());
}

// What comes of it for the signals that arrive before and after.
class SavedWorkflowTest : public ConfiguringWorkflows {};

TEST_F(SavedWorkflowTest, an_id_and_a_version_may_be_given) {
  auto draft = downtime();
  draft.id.value = "mine";
  draft.version = 1;
  EXPECT_EQ(given(draft).id.value, "mine");

  draft.version = 1;
  const auto refused = refusal_of(draft);
  EXPECT_EQ(refused.kind, ErrorKind::conflict);
  EXPECT_EQ(refused.pointer, "/version");

  draft.version = 2;
  EXPECT_EQ(given(draft).version, 2U);
}

TEST_F(SavedWorkflowTest, an_id_from_the_name_never_replaces_a_workflow_of_another_name) {
  const auto saved_as = [&](const std::string& name) {
    auto draft = high_cpu();
    draft.name = name;
    const auto saved = given(draft);
    return std::pair{saved.id.value, saved.version};
  };
  EXPECT_EQ(saved_as("CPU > 90%"), (std::pair<std::string, std::uint64_t>{"cpu_90", 1}));
  EXPECT_EQ(saved_as("CPU < 90%"), (std::pair<std::string, std::uint64_t>{"cpu_90_2", 1}));
  EXPECT_EQ(saved_as("CPU > 90%"), (std::pair<std::string, std::uint64_t>{"cpu_90", 2}));
  EXPECT_TRUE(removed({"cpu_90"}));
  EXPECT_EQ(saved_as("CPU < 90%"), (std::pair<std::string, std::uint64_t>{"cpu_90_2", 2}));
}

TEST_F(SavedWorkflowTest, only_the_first_version_is_made) {
  const auto is_made = [&] {
    return decided([&](auto& p) { return p.workflow_use_cases.save_workflow.handle(downtime()); })
        ->created;
  };
  EXPECT_TRUE(is_made());
  EXPECT_FALSE(is_made());
}

TEST_F(SavedWorkflowTest, a_version_keeps_the_date_of_the_first_one) {
  const auto first = given(downtime());
  when_time_passes(1h);
  const auto second = given(downtime());
  EXPECT_EQ(second.created_at, first.created_at);
  EXPECT_EQ(second.updated_at, clock.now());
}

TEST_F(SavedWorkflowTest, what_cannot_be_done_is_refused_where_it_is_written) {
  auto draft = downtime();
  draft.conditions = {Absence{0min}};
  EXPECT_EQ(refusal_of(draft).pointer, "/conditions/0/duration");

  draft = downtime();
  draft.steps.emplace_back(Page{{"nowhere"}, ""});
  EXPECT_EQ(refusal_of(draft).pointer, "/actions/3/service_id");
}

TEST_F(SavedWorkflowTest, a_tenant_has_no_more_of_them_than_each_signal_can_be_put_to) {
  for (std::size_t number = 0; number < application::SaveWorkflow::max_workflows; ++number) {
    auto draft = downtime();
    draft.id.value = "w" + std::to_string(number);
    given(draft);
  }
  EXPECT_EQ(refusal_of(downtime()).kind, ErrorKind::conflict);

  auto version = downtime();
  version.id.value = "w0";
  EXPECT_EQ(given(version).version, 2U);
  EXPECT_TRUE(removed({"w1"}));
  given(downtime());
}

TEST_F(SavedWorkflowTest, older_versions_can_be_looked_at) {
  for (int version = 1; version <= 22; ++version)
    given(downtime());
  restart();
  const domain::WorkflowId id{"internet_downtime_escalation"};
  auto& workflows = process->store.workflows;
  EXPECT_EQ((*workflows.find(acme, id))->version, 22U);
  EXPECT_EQ((*workflows.find_version(acme, id, 22))->version, 22U);
  EXPECT_EQ((*workflows.find_version(acme, id, 3))->version, 3U);
  EXPECT_EQ(*workflows.find_version(acme, id, 2), nullptr);
  EXPECT_EQ(*workflows.find_version(acme, {"other"}, 2), nullptr);
  EXPECT_EQ(*workflows.last_version(acme, id), 22U);
  EXPECT_EQ(workflows.list(acme)->size(), 1U);
}

TEST_F(SavedWorkflowTest, what_was_watched_is_watched_on_by_a_new_version) {
  given(downtime());
  when_received(heartbeat());
  when_time_passes(1min);
  auto draft = downtime();
  draft.conditions = {Absence{10min}};
  given(draft);

  when_time_passes(9min - 1ms);
  EXPECT_EQ(runs().size(), 0U);
  when_time_passes(1ms);
  EXPECT_EQ(only_run().workflow->version, 2U);
}

TEST_F(SavedWorkflowTest, belongs_to_its_tenant) {
  given(downtime());
  auto foreign = heartbeat();
  foreign.tenant.value = "globex";
  EXPECT_EQ(when_received(foreign).workflows_queued, 0U);
}

TEST_F(SavedWorkflowTest, a_watch_is_dropped_when_its_workflow_looks_at_other_signals_now) {
  given(high_cpu());
  given(downtime());
  when_received(heartbeat());
  auto draft = downtime();
  draft.signal_type = "other";
  given(draft);
  when_time_passes(1h);
  EXPECT_EQ(runs().size(), 0U);
}

}  // namespace
}  // namespace tocsin::tests
