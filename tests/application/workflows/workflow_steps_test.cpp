#include "tests/worlds/workflows.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::Absence;
using domain::Delay;
using domain::Page;
using domain::Resolve;
using domain::RunStatus;
using domain::StepStatus;

struct WorkflowSteps : WorkflowScenario {
  domain::Workflow paging(std::vector<domain::Step> more = {}) {
    given_service(billing);
    auto workflow = downtime();
    workflow.steps = {Page{billing, "{{org_id}} is down"}};
    workflow.steps.insert(workflow.steps.end(), more.begin(), more.end());
    return workflow;
  }

  static domain::Workflow telling_pagerduty() {
    auto workflow = downtime();
    workflow.steps = {domain::Tell{{"", domain::Channel::pagerduty, "key"}, "down"}};
    return workflow;
  }

  void given_a_silence(domain::Workflow workflow) {
    given(std::move(workflow));
    when_received(heartbeat());
    when_time_passes(5min);
  }

  domain::Alert alert_of(const domain::Run& run) {
    const auto alert = process->store.alerts.get(acme, run.steps.front().alert.value());
    EXPECT_TRUE(alert);
    return alert ? *alert : domain::Alert{};
  }
};

TEST_F(WorkflowSteps, a_page_raises_an_alert_of_its_service) {
  given_a_silence(paging());

  const auto alert = alert_of(only_run());
  EXPECT_TRUE(alert.is_open());
  EXPECT_EQ(alert.service, billing);
  EXPECT_EQ(alert.summary, "org_x is down");
  EXPECT_EQ(alert.dedup_key, "workflow/internet_downtime_escalation/billing/org_x");
  EXPECT_EQ(alert.class_name, "Internet Downtime Escalation");
  EXPECT_EQ(alert.severity, severity("critical"));
  EXPECT_EQ(only_run().status, RunStatus::completed);
  EXPECT_EQ(only_run().steps[0].detail, "opened an alert for service billing");
}

TEST_F(WorkflowSteps, each_page_raises_the_alert_of_its_own_service) {
  given_service({"shipping"});
  given_a_silence(paging({Page{{"shipping"}, "{{org_id}} is down"}, Page{billing, "again"}}));

  const auto run = only_run();
  const auto second = process->store.alerts.get(acme, run.steps[1].alert.value());
  EXPECT_EQ(second->service, domain::ServiceId{"shipping"});
  EXPECT_EQ(run.steps[1].detail, "opened an alert for service shipping");
  EXPECT_EQ(run.steps[2].alert, run.steps[0].alert);
  EXPECT_EQ(run.steps[2].detail, "the alert of service billing is still open");
}

TEST_F(WorkflowSteps, a_page_of_a_service_that_is_gone_raises_an_alert_and_fails_loudly) {
  given(paging());
  when_received(heartbeat());
  EXPECT_TRUE(decided([&](auto& p) {
    p.store.begin();
    p.store.services.remove(acme, billing);
    return p.store.commit();
  }));
  when_time_passes(5min);

  const auto run = only_run();
  EXPECT_EQ(run.status, RunStatus::failed);
  EXPECT_EQ(run.end_reason, "service billing no longer exists: its alert pages nobody");
  EXPECT_TRUE(alert_of(run).is_open());
  when_received(heartbeat());
  EXPECT_FALSE(alert_of(run).is_open());
}

TEST_F(WorkflowSteps, a_page_without_words_says_why_the_run_was_started_as_grave_as_it_says) {
  auto workflow = paging();
  workflow.steps = {Page{billing, "", severity("low")}};
  given_a_silence(workflow);

  EXPECT_EQ(alert_of(only_run()).summary, "no signal for 5m");
  EXPECT_EQ(alert_of(only_run()).severity, severity("low"));
}

TEST_F(WorkflowSteps, the_recovery_resolves_the_alert_also_after_the_run_has_ended) {
  given_a_silence(paging());
  const auto run = only_run();
  restart();

  when_received(heartbeat());

  EXPECT_FALSE(alert_of(run).is_open());
  EXPECT_EQ(alert_of(run).resolution->by, "workflow internet_downtime_escalation");
  EXPECT_EQ(only_run().status, RunStatus::completed);
}

TEST_F(WorkflowSteps, the_recovery_leaves_alone_what_somebody_has_resolved) {
  given_a_silence(paging());
  const auto run = only_run();
  EXPECT_TRUE(decided([&](auto& p) {
    return p.resolve_alert.handle({acme, *run.steps[0].alert, "alice"});
  }));

  when_received(heartbeat());

  EXPECT_EQ(alert_of(run).resolution->by, "alice");
}

TEST_F(WorkflowSteps, a_step_resolves_the_alert_that_the_run_has_opened) {
  given_a_silence(paging({Delay{1min}, Resolve{}, Resolve{}}));
  EXPECT_TRUE(alert_of(only_run()).is_open());
  when_time_passes(1min);

  EXPECT_FALSE(alert_of(only_run()).is_open());
  EXPECT_EQ(only_run().steps[2].detail, "resolved");
  EXPECT_EQ(only_run().steps[3].detail, "this run has no open alert");
}

TEST_F(WorkflowSteps, the_recovery_resolves_the_incident_that_a_step_has_opened) {
  given_a_silence(telling_pagerduty());
  ASSERT_EQ(only_run().status, RunStatus::completed);
  restart();

  when_received(heartbeat());
  EXPECT_EQ(attempts["key"], 2);
  EXPECT_EQ(kinds_told.back(), domain::NotificationKind::incident_resolved);

  when_time_passes(5min);
  when_received(heartbeat());
  EXPECT_EQ(attempts["key"], 4);  // of the next silence
}

TEST_F(WorkflowSteps, the_recovery_resolves_an_incident_that_was_opened_in_place_of_a_message) {
  process->fallbacks.by_channel[static_cast<std::size_t>(domain::Channel::slack)] = {
      "pd", domain::Channel::pagerduty, "key"};
  answers["#network-ops"] = {Verdict::refused, "404", {}};
  given_a_silence(downtime());

  when_received(heartbeat());

  EXPECT_EQ(attempts["key"], 2);
  EXPECT_EQ(only_run().status, RunStatus::cancelled);
}

TEST_F(WorkflowSteps, the_recovery_leaves_the_incident_of_a_workflow_that_goes_on) {
  auto workflow = telling_pagerduty();
  workflow.continue_on_recovery = true;
  given_a_silence(workflow);

  when_received(heartbeat());

  EXPECT_EQ(attempts["key"], 1);
}

TEST_F(WorkflowSteps, a_step_resolves_the_incident_that_another_has_opened_once) {
  auto workflow = telling_pagerduty();
  workflow.steps.insert(workflow.steps.end(), {Delay{1min}, Resolve{}, Resolve{}});
  given_a_silence(workflow);
  when_time_passes(1min);

  EXPECT_EQ(attempts["key"], 2);
  EXPECT_EQ(only_run().steps[2].detail, "resolved");
  EXPECT_EQ(only_run().steps[3].detail, "this run has no open alert");
  when_received(heartbeat());
  EXPECT_EQ(attempts["key"], 2);
}

TEST_F(WorkflowSteps, a_step_resolves_the_alert_and_the_incident_that_others_have_opened) {
  given_a_silence(paging(
      {domain::Tell{{"", domain::Channel::pagerduty, "key"}, "down"}, Delay{1min}, Resolve{}}));
  when_time_passes(1min);

  EXPECT_FALSE(alert_of(only_run()).is_open());
  EXPECT_EQ(attempts["key"], 2);
  EXPECT_EQ(only_run().steps[3].detail, "resolved");
}

TEST_F(WorkflowSteps, the_recovery_takes_back_what_is_not_yet_told) {
  is_held = true;
  given_a_silence(downtime());
  when_received(heartbeat());
  EXPECT_TRUE(due_on(process->store.outbox, domain::Channel::slack, clock.now()).empty());
  is_held = false;
  when_time_passes(1min);

  EXPECT_EQ(told, TellingList{});
  EXPECT_EQ(only_run().steps[0].status, StepStatus::cancelled);
  EXPECT_EQ(metrics.of(ports::Counter::runs_cancelled), 1);
}

TEST_F(WorkflowSteps, what_is_on_its_way_at_the_recovery_is_not_tried_again) {
  is_held = true;
  given_a_silence(downtime());
  const auto ref = due_on(process->store.outbox, domain::Channel::slack, clock.now()).front();
  const auto message = decided([&](auto& p) { return p.start_attempt.handle({ref}); });
  when_received(heartbeat());
  EXPECT_TRUE(decided([&](auto& p) {
    return p.record_attempt.handle({ref, (*message)->attempt, {Verdict::try_again, "503", {}}});
  }));
  is_held = false;
  when_time_passes(1min);

  EXPECT_EQ(told, TellingList{});
  EXPECT_EQ(only_run().status, RunStatus::cancelled);
}

TEST_F(WorkflowSteps, no_attempt_begins_for_a_run_that_is_cancelled) {
  is_held = true;
  given_a_silence(downtime());
  const auto id = due_on(process->store.outbox, domain::Channel::slack, clock.now()).front();
  const auto notification = *process->store.outbox.get(id.notification);
  const auto wanted = [&] {
    return *process->wanted.is_wanted(
        process->scope, notification, notification.deliveries.front());
  };
  EXPECT_TRUE(wanted());
  when_received(heartbeat());
  EXPECT_FALSE(wanted());
}

TEST_F(WorkflowSteps, a_workflow_may_continue_although_all_is_well_again) {
  auto workflow = paging({Delay{15min}, slack("@infra-head", "{{org_id}} was down")});
  workflow.continue_on_recovery = true;
  given_a_silence(workflow);

  when_received(heartbeat());
  EXPECT_TRUE(alert_of(only_run()).is_open());
  when_time_passes(4min);
  when_received(heartbeat());
  when_time_passes(4min);
  when_received(heartbeat());
  when_time_passes(4min);
  when_received(heartbeat());
  when_time_passes(4min);

  EXPECT_EQ(told, (TellingList{{20min, "@infra-head", "org_x was down"}}));
  EXPECT_EQ(only_run().status, RunStatus::completed);
}

TEST_F(WorkflowSteps, a_refused_channel_fails_the_run_and_silences_nobody_else) {
  answers["#network-ops"] = {Verdict::refused, "channel_not_found", {}};
  auto workflow = downtime();
  workflow.steps = {slack("#network-ops", "one"), slack("#other", "two")};
  given_a_silence(workflow);

  EXPECT_EQ(told, (TellingList{{5min, "#other", "two"}}));
  EXPECT_EQ(only_run().status, RunStatus::failed);
  EXPECT_EQ(only_run().end_reason, "could not notify #network-ops: channel_not_found");
}

TEST_F(WorkflowSteps, a_message_says_whose_it_is) {
  is_held = true;
  given_a_silence(downtime());
  const auto id = due_on(process->store.outbox, domain::Channel::slack, clock.now()).front();
  const auto notification = *process->store.outbox.get(id.notification);

  EXPECT_EQ(notification.kind, domain::NotificationKind::workflow_message);
  EXPECT_EQ(notification.run, only_run().id);
  EXPECT_EQ(notification.about.name, "Internet Downtime Escalation");
  EXPECT_EQ(notification.about.dedup_key, "internet_downtime_escalation");
  EXPECT_EQ(notification.about.source, "org_x");
}

TEST_F(WorkflowSteps, a_number_that_lasts_is_told_when_it_has) {
  auto workflow = high_cpu();
  workflow.conditions = {domain::Numeric{"cpu_percent", domain::Operator::greater, "80", 10min}};
  given(workflow);
  when_received(cpu("91"));
  when_time_passes(9min);
  when_received(cpu("95"));
  restart();
  when_time_passes(1min);

  EXPECT_EQ(told, (TellingList{{10min, "#ops", "CPU usage is 95% on web1"}}));
}

TEST_F(WorkflowSteps, a_burst_is_told_once_until_it_is_over) {
  given(a_workflow("Burst", "cpu", {domain::SignalCount{3, 1min}}, {slack("#ops", "burst")}));
  for (int signal = 0; signal < 6; ++signal)
    when_received(cpu("1"));
  EXPECT_EQ(told.size(), 1U);
  when_time_passes(1min);
  for (int signal = 0; signal < 3; ++signal)
    when_received(cpu("1"));
  EXPECT_EQ(told.size(), 2U);
}

TEST_F(WorkflowSteps, a_silence_may_be_longer_than_a_week_and_so_may_the_trouble) {
  auto workflow = downtime();
  workflow.conditions = {Absence{10 * 24h}};
  given(workflow);
  when_received(heartbeat());
  when_time_passes(10 * 24h - 1ms);
  EXPECT_EQ(runs().size(), 0U);
  when_time_passes(1ms);
  EXPECT_EQ(runs().size(), 1U);
  when_time_passes(20 * 24h - 1ms);
  EXPECT_EQ(runs().size(), 1U);
  EXPECT_EQ(process->store.watches.size(), 1U);
  when_time_passes(1ms);
  EXPECT_EQ(runs().size(), 1U);
  EXPECT_EQ(process->store.watches.size(), 0U);
}

TEST_F(WorkflowSteps, who_is_silent_and_in_no_trouble_is_forgotten_after_a_week) {
  given(high_cpu());
  when_received(cpu("10"));
  EXPECT_EQ(process->store.watches.size(), 1U);
  when_time_passes(7 * 24h);
  EXPECT_EQ(process->store.watches.size(), 0U);
}

TEST_F(WorkflowSteps, who_is_watched_no_longer_is_forgotten_after_a_week) {
  const auto workflow = given(downtime());
  when_received(heartbeat());
  EXPECT_TRUE(decided([&](auto& p) {
    return p.workflow_use_cases.remove_workflow.handle({acme, workflow.id});
  }));
  when_time_passes(7 * 24h - 1ms);
  restart();
  EXPECT_EQ(process->store.watches.size(), 1U);
  when_time_passes(1ms);
  EXPECT_EQ(process->store.watches.size(), 0U);
}

}  // namespace
}  // namespace tocsin::tests
