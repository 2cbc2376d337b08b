#include "tests/worlds/workflows.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Absence;
using domain::Page;

struct ConfigureWorkflows : WorkflowScenario {
  Error refusal_of(domain::Workflow draft) {
    const auto saved =
        decided([&](auto& p) { return p.workflow_use_cases.save_workflow.handle(draft); });
    EXPECT_FALSE(saved);
    return saved ? Error{} : saved.error();
  }
  Result<domain::Workflow> toggled(const domain::WorkflowId& id, bool enabled) {
    return decided([&](auto& p) {
      return p.workflow_use_cases.toggle_workflow.handle({acme, id, enabled});
    });
  }
  Result<Done> removed(const domain::WorkflowId& id) {
    return decided([&](auto& p) {
      return p.workflow_use_cases.remove_workflow.handle({acme, id});
    });
  }
};

TEST_F(ConfigureWorkflows, an_id_and_a_version_may_be_given) {
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

TEST_F(ConfigureWorkflows, an_id_from_the_name_never_replaces_a_workflow_of_another_name) {
  const auto saved_as = [&](const std::string& name) {
    auto draft = high_cpu();
    draft.name = name;
    const auto workflow = given(draft);
    return std::pair{workflow.id.value, workflow.version};
  };
  EXPECT_EQ(saved_as("CPU > 90%"), (std::pair<std::string, std::uint64_t>{"cpu_90", 1}));
  EXPECT_EQ(saved_as("CPU < 90%"), (std::pair<std::string, std::uint64_t>{"cpu_90_2", 1}));
  EXPECT_EQ(saved_as("CPU > 90%"), (std::pair<std::string, std::uint64_t>{"cpu_90", 2}));
  EXPECT_TRUE(removed({"cpu_90"}));
  EXPECT_EQ(saved_as("CPU < 90%"), (std::pair<std::string, std::uint64_t>{"cpu_90_2", 2}));
}

TEST_F(ConfigureWorkflows, only_the_first_version_is_made) {
  const auto is_made = [&] {
    return decided([&](auto& p) { return p.workflow_use_cases.save_workflow.handle(downtime()); })
        ->created;
  };
  EXPECT_TRUE(is_made());
  EXPECT_FALSE(is_made());
}

TEST_F(ConfigureWorkflows, a_version_keeps_the_date_of_the_first_one) {
  const auto first = given(downtime());
  when_time_passes(1h);
  const auto second = given(downtime());
  EXPECT_EQ(second.created_at, first.created_at);
  EXPECT_EQ(second.updated_at, clock.now());
}

TEST_F(ConfigureWorkflows, what_cannot_be_done_is_refused_where_it_is_written) {
  auto draft = downtime();
  draft.conditions = {Absence{0min}};
  EXPECT_EQ(refusal_of(draft).pointer, "/conditions/0/duration");

  draft = downtime();
  draft.steps.emplace_back(Page{{"nowhere"}, ""});
  EXPECT_EQ(refusal_of(draft).pointer, "/actions/3/service_id");
}

TEST_F(ConfigureWorkflows, a_tenant_has_no_more_of_them_than_each_signal_can_be_put_to) {
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

TEST_F(ConfigureWorkflows, older_versions_can_be_looked_at) {
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

TEST_F(ConfigureWorkflows, a_disabled_one_looks_at_nothing) {
  const auto workflow = given(downtime());
  EXPECT_FALSE(toggled(workflow.id, false)->enabled);
  EXPECT_EQ(when_received(heartbeat()).workflows_queued, 0U);
  when_time_passes(1h);
  EXPECT_EQ(runs().size(), 0U);
}

TEST_F(ConfigureWorkflows, what_was_watched_before_it_was_disabled_is_forgotten) {
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

TEST_F(ConfigureWorkflows, what_was_watched_is_forgotten_however_soon_it_is_enabled_again) {
  const auto workflow = given(downtime());
  when_received(heartbeat("before"));
  EXPECT_EQ(toggled(workflow.id, false)->version, 2U);
  EXPECT_EQ(toggled(workflow.id, true)->version, 3U);
  when_received(heartbeat("after"));
  restart();
  when_time_passes(5min);
  EXPECT_EQ(only_run().signal.subject, "after");
}

TEST_F(ConfigureWorkflows, what_was_met_before_it_was_disabled_does_not_last) {
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

TEST_F(ConfigureWorkflows, what_was_watched_is_forgotten_however_often_it_is_changed_after_that) {
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

TEST_F(ConfigureWorkflows, what_was_watched_is_watched_on_by_a_new_version) {
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

TEST_F(ConfigureWorkflows, what_is_enabled_already_stays_as_it_is) {
  const auto workflow = given(downtime());
  when_received(heartbeat());
  when_time_passes(1min);
  EXPECT_EQ(*toggled(workflow.id, true), workflow);
  when_time_passes(4min);
  EXPECT_EQ(runs().size(), 1U);
}

TEST_F(ConfigureWorkflows, removing_one_cancels_nothing_that_runs) {
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

TEST_F(ConfigureWorkflows, one_that_is_made_anew_counts_on) {
  const auto workflow = given(downtime());
  EXPECT_TRUE(removed(workflow.id));
  EXPECT_EQ(given(downtime()).version, 2U);
}

TEST_F(ConfigureWorkflows, there_must_be_one_to_change) {
  EXPECT_EQ(removed({"none"}).error().kind, ErrorKind::not_found);
  EXPECT_EQ(toggled({"none"}, true).error().kind, ErrorKind::not_found);
}

TEST_F(ConfigureWorkflows, belongs_to_its_tenant) {
  given(downtime());
  auto foreign = heartbeat();
  foreign.tenant.value = "globex";
  EXPECT_EQ(when_received(foreign).workflows_queued, 0U);
}

TEST_F(ConfigureWorkflows, a_watch_is_dropped_when_its_workflow_looks_at_other_signals_now) {
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
