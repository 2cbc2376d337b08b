#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::AlertStatus;
using domain::AlertType;
using domain::Change;
using domain::EventAnswer;
using domain::EventOutcome;
using domain::NotificationKind;

TEST_F(GroupingScenario, a1_the_first_event_of_a_class_opens_a_parent_and_is_announced_once) {
  const auto answer = when(triggered("disk"));

  const auto parent = alert("disk");
  EXPECT_EQ(answer, (EventAnswer{EventOutcome::opened, parent.id, AlertType::parent}));
  EXPECT_EQ(parent.type(), AlertType::parent);
  EXPECT_EQ(parent.status(), AlertStatus::active);
  ASSERT_EQ(outbox.added.size(), 1U);
  const auto& told = outbox.added.front();
  EXPECT_EQ(told.kind, NotificationKind::alert_opened);
  EXPECT_EQ(told.deliveries.front().target.address, webhook_url);
  EXPECT_EQ(told.about.type, AlertType::parent);
  EXPECT_EQ(told.about.child_count, 0U);
}

TEST_F(GroupingScenario, a2_the_second_key_of_a_class_joins_the_parent_and_is_not_announced) {
  given(triggered("disk"));

  const auto answer = when(triggered("cpu"));

  EXPECT_EQ(answer, (EventAnswer{EventOutcome::joined, alert("cpu").id, AlertType::child}));
  EXPECT_EQ(alert("cpu").parent, alert("disk").id);
  EXPECT_EQ(alert("disk").child_count, 1U);
  EXPECT_EQ(alert("disk").active_children, 1U);
  EXPECT_EQ(announced(), Told{"opened disk"});
}

TEST_F(GroupingScenario, a3_another_class_opens_a_second_parent) {
  given(triggered("disk", "infrastructure"));

  when(triggered("checkout", "business"));

  EXPECT_EQ(alert("checkout").type(), AlertType::parent);
  EXPECT_EQ(alert("disk").child_count, 0U);
  EXPECT_EQ(announced(), (Told{"opened disk", "opened checkout"}));
}

TEST_F(GroupingScenario,
       a4_an_event_one_millisecond_before_the_window_ends_joins_and_at_its_end_opens_a_new_parent) {
  given(triggered("disk"));

  when_time_passes(30min - 1ms);
  when(triggered("cpu"));
  EXPECT_EQ(alert("cpu").parent, alert("disk").id);

  when_time_passes(1ms);
  when(triggered("memory"));
  EXPECT_EQ(alert("memory").type(), AlertType::parent);
  EXPECT_EQ(announced(), (Told{"opened disk", "opened memory"}));
}

TEST_F(GroupingScenario, a4_children_do_not_extend_the_window) {
  given(triggered("disk"));
  const auto closes_at = alert("disk").group->closes_at;

  when_time_passes(20min);
  when(triggered("cpu"));

  EXPECT_EQ(alert("disk").group->closes_at, closes_at);
}

TEST_F(GroupingScenario, a4_after_the_window_later_alerts_join_the_new_parent) {
  given(triggered("disk"));
  when_time_passes(30min);
  given(triggered("memory"));

  when(triggered("cpu"));

  EXPECT_EQ(alert("cpu").parent, alert("memory").id);
}

TEST_F(GroupingScenario, a9_a_second_trigger_of_an_open_alert_is_counted_and_announced_no_more) {
  given(triggered("disk"));

  auto graver = triggered("disk");
  graver.severity = severity("critical");
  graver.summary = "disk is full";
  const auto answer = when(graver);

  EXPECT_EQ(alerts.kept.size(), 1U);
  EXPECT_EQ(answer, (EventAnswer{EventOutcome::repeated, alert("disk").id, AlertType::parent}));
  EXPECT_EQ(alert("disk").event_count, 2U);
  EXPECT_EQ(alert("disk").severity, severity("critical"));
  EXPECT_EQ(alert("disk").summary, "disk is full");
  EXPECT_EQ(changes_of("disk", Change::severity_rose), 1);
  EXPECT_EQ(announced(), Told{"opened disk"});
}

TEST_F(GroupingScenario, a9_a_second_trigger_never_lowers_the_severity) {
  given(triggered("disk"));

  auto milder = triggered("disk");
  milder.severity = severity("low");
  when(milder);

  EXPECT_EQ(alert("disk").severity, severity("high"));
  EXPECT_EQ(changes_of("disk", Change::severity_rose), 0);
}

TEST_F(GroupingScenario, a9_a_second_trigger_of_a_child_is_not_counted_as_another_child) {
  given(triggered("disk"));
  given(triggered("cpu"));

  const auto answer = when(triggered("cpu"));

  EXPECT_EQ(answer, (EventAnswer{EventOutcome::repeated, alert("cpu").id, AlertType::child}));
  EXPECT_EQ(alert("disk").child_count, 1U);
  EXPECT_EQ(alert("disk").active_children, 1U);
}

TEST_F(GroupingScenario, a10_after_its_parent_is_resolved_a_new_key_of_the_class_is_a_new_parent) {
  given(triggered("disk"));
  given(resolved("disk"));

  when(triggered("cpu"));

  EXPECT_EQ(alert("cpu").type(), AlertType::parent);
  EXPECT_EQ(alert("disk").child_count, 0U);
  EXPECT_EQ(announced(), (Told{"opened disk", "resolved disk", "opened cpu"}));
}

TEST_F(GroupingScenario, a12_a_resolved_alert_that_triggers_again_is_a_new_episode) {
  given(triggered("disk"));
  given(resolved("disk"));
  const auto first = alert("disk");
  when_time_passes(1min);

  const auto answer = when(triggered("disk"));

  EXPECT_EQ(answer.outcome, EventOutcome::opened);
  EXPECT_NE(answer.alert, first.id);
  EXPECT_EQ(alerts.kept.at(first.id), first);
  EXPECT_EQ(announced(), (Told{"opened disk", "resolved disk", "opened disk"}));
}

TEST_F(GroupingScenario, a12_a_resolved_child_that_triggers_again_joins_the_open_parent_anew) {
  given(triggered("disk"));
  given(triggered("cpu"));
  given(resolved("cpu"));
  const auto first = alert("cpu");

  const auto answer = when(triggered("cpu"));

  EXPECT_EQ(answer.outcome, EventOutcome::joined);
  EXPECT_NE(answer.alert, first.id);
  EXPECT_EQ(alert("disk").child_count, 2U);
  EXPECT_EQ(alert("disk").active_children, 1U);
}

TEST_F(GroupingScenario, a15_the_same_key_in_two_event_managers_is_two_alerts_in_two_groups) {
  const domain::EventManagerId web{"web"};
  managers.save(manager_of(web));
  auto of_web = triggered("disk");
  of_web.manager = web;
  given(triggered("disk"));

  const auto answer = when(of_web);
  EXPECT_EQ(answer.outcome, EventOutcome::opened);

  auto resolve_of_web = resolved("disk");
  resolve_of_web.manager = web;
  when(resolve_of_web);
  EXPECT_EQ(alert("disk", web).status(), AlertStatus::resolved);
  EXPECT_EQ(alert("disk", ops).status(), AlertStatus::active);
}

TEST_F(GroupingScenario, a15_the_same_key_of_two_tenants_is_two_alerts) {
  const domain::TenantId other{"other"};
  auto manager = manager_of(ops);
  manager.tenant = other;
  managers.save(manager);
  auto rule = rule_by_class();
  rule.tenant = other;
  grouping_rules.save(rule);
  given(triggered("disk"));

  auto of_other = triggered("disk");
  of_other.tenant = other;
  const auto answer = when(of_other);

  EXPECT_EQ(answer.outcome, EventOutcome::opened);
  EXPECT_EQ(alerts.kept.size(), 2U);
}

TEST_F(GroupingScenario, a17_an_event_for_an_unknown_event_manager_is_not_found_at_that_field) {
  auto event = triggered("disk");
  event.manager = {"nobody"};

  const auto answer = ingest_event.handle({event, "monitoring"});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::not_found);
  EXPECT_EQ(answer.error().pointer, "/event_manager_id");
  EXPECT_EQ(work.end, FakeUnitOfWork::End::rolled_back);
  EXPECT_TRUE(alerts.kept.empty());
}

TEST_F(GroupingScenario, a19_an_open_group_keeps_its_own_window_when_the_rule_is_edited) {
  given(triggered("disk"));
  grouping_rules.save(rule_by_class(5min));

  when_time_passes(29min);
  when(triggered("cpu"));
  EXPECT_EQ(alert("cpu").parent, alert("disk").id);

  when_time_passes(1min);
  when(triggered("memory"));
  EXPECT_EQ(alert("memory").group->closes_at, clock.now() + 5min);
}

TEST_F(GroupingScenario, an_event_that_does_not_say_the_key_of_its_rule_is_in_no_group) {
  given(triggered("disk", ""));

  when(triggered("cpu", ""));

  EXPECT_FALSE(alert("disk").group);
  EXPECT_EQ(alert("cpu").type(), AlertType::parent);
  EXPECT_EQ(announced(), (Told{"opened disk", "opened cpu"}));
}

TEST_F(GroupingScenario, alerts_are_in_no_group_when_their_rule_is_gone) {
  grouping_rules.remove(acme, by_class);

  when(triggered("disk"));

  EXPECT_FALSE(alert("disk").group);
  EXPECT_EQ(announced(), Told{"opened disk"});
}

TEST_F(GroupingScenario, a_rule_that_now_has_another_key_leaves_the_old_groups_alone) {
  given(triggered("disk"));
  auto by_region = rule_by_class();
  by_region.key = "details.region";
  grouping_rules.save(by_region);

  auto event = triggered("cpu");
  event.fields = {{"details.region", "infrastructure"}};
  when(event);

  EXPECT_EQ(alert("cpu").type(), AlertType::parent);
  EXPECT_EQ(alert("cpu").group->field, "details.region");
}

}  // namespace
}  // namespace tocsin::tests
