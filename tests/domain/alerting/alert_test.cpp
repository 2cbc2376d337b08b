#include "domain/alerting/alert.hpp"

#include "tests/builders/alerting.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::a_paging_alert;
using tests::a_policy;
using tests::alert_id;
using tests::alice;
using tests::an_alert;
using tests::an_event;
using tests::bob;
using tests::severity;
using tests::shared;

const Time opened = tests::start_of_test();
const Time later = opened + 3min;

Alert a_parent() {
  auto parent = an_alert(1);
  parent.group = Group{"class", "infrastructure", opened + 5min};
  return parent;
}

Alert repaging_alert() {
  auto policy = a_policy({{alice}, {bob}});
  policy.repage_on_severity_rise = true;
  return a_paging_alert(policy);
}

TEST(AlertTest, opens_as_its_event_describes_it) {
  auto event = an_event();
  event.manager = EventManagerId{"database-team"};
  event.class_name = "infrastructure";
  event.fields = {{"host", "db1"}};
  event.occurred_at = opened - 2s;

  const auto alert = open_alert(alert_id(7), event, tests::billing, opened);

  EXPECT_EQ(alert.id, alert_id(7));
  EXPECT_EQ(alert.tenant, tests::acme);
  EXPECT_EQ(alert.manager, event.manager);
  EXPECT_EQ(alert.service, tests::billing);
  EXPECT_EQ(alert.dedup_key, "disk-full");
  EXPECT_EQ(alert.summary, "disk is full");
  EXPECT_EQ(alert.severity, severity("high"));
  EXPECT_EQ(alert.class_name, "infrastructure");
  EXPECT_EQ(alert.fields, event.fields);
  EXPECT_EQ(alert.opened_at, opened);
  EXPECT_EQ(alert.updated_at, opened);
  EXPECT_EQ(alert.occurred_at, opened - 2s);
  EXPECT_EQ(alert.event_count, 1U);
  EXPECT_EQ(alert.status(), AlertStatus::active);
  EXPECT_EQ(alert.type(), AlertType::parent);
  EXPECT_FALSE(alert.is_escalating());
}

TEST(AlertTest, is_found_by_its_manager_or_else_by_its_service) {
  auto alert = an_alert();
  EXPECT_EQ(alert.key(), (AlertKey{"acme", "", "billing", "disk-full"}));

  alert.manager = EventManagerId{"database-team"};
  EXPECT_EQ(alert.key(), (AlertKey{"acme", "database-team", "", "disk-full"}));
}

TEST(AlertTest, has_the_key_of_its_group) {
  auto alert = an_alert();
  EXPECT_EQ(alert.group_key(), std::nullopt);

  alert = a_parent();
  alert.manager = EventManagerId{"database-team"};
  EXPECT_EQ(alert.group_key(), (GroupKey{"acme", "database-team", "class", "infrastructure"}));
}

TEST(AlertTest, is_the_same_only_in_the_same_group) {
  auto other = a_parent();
  EXPECT_EQ(a_parent(), other);

  other.group->closes_at += 1ms;
  EXPECT_NE(a_parent(), other);
}

TEST(AlertTest, takes_children_until_its_window_closes) {
  const auto parent = a_parent();

  EXPECT_TRUE(parent.takes_children_at(opened + 5min - 1ms));
  EXPECT_FALSE(parent.takes_children_at(opened + 5min));
  EXPECT_FALSE(an_alert().takes_children_at(opened));
}

TEST(AlertTest, takes_no_children_once_resolved) {
  auto parent = a_parent();
  parent.resolve("alice", later);

  EXPECT_FALSE(parent.takes_children_at(later));
}

TEST(AlertTest, takes_no_children_once_its_group_is_closed) {
  auto parent = a_parent();
  parent.close_group(opened + 1min);
  EXPECT_FALSE(parent.takes_children_at(opened + 1min));

  parent.close_group(opened + 2min);
  EXPECT_EQ(parent.group->closes_at, opened + 1min);
}

TEST(AlertTest, counts_the_children_it_adopts) {
  auto parent = a_parent();
  auto child = open_alert(alert_id(2), an_event(), tests::billing, later);

  parent.adopt(child);

  EXPECT_EQ(child.parent, parent.id);
  EXPECT_EQ(child.type(), AlertType::child);
  EXPECT_EQ(parent.child_count, 1U);
  EXPECT_EQ(parent.active_children, 1U);
  EXPECT_EQ(parent.updated_at, later);
}

TEST(AlertTest, draws_its_children_to_its_own_service) {
  auto parent = a_parent();
  auto child = open_alert(alert_id(2), an_event(), ServiceId{"checkout"}, later);

  parent.adopt(child);

  EXPECT_EQ(child.service, tests::billing);
}

TEST(AlertTest, told_again_keeps_the_newest_description) {
  auto alert = an_alert();
  alert.class_name = "infrastructure";
  auto event = an_event();
  event.summary = "disk is fuller";
  event.fields = {{"host", "db1"}};
  event.occurred_at = later - 1s;

  const auto effect = alert.repeat(event, later);

  EXPECT_FALSE(effect.severity_rose);
  EXPECT_FALSE(effect.resolve_withdrawn);
  EXPECT_EQ(alert.event_count, 2U);
  EXPECT_EQ(alert.summary, "disk is fuller");
  EXPECT_EQ(alert.fields, event.fields);
  EXPECT_EQ(alert.class_name, "infrastructure");
  EXPECT_EQ(alert.occurred_at, later - 1s);
  EXPECT_EQ(alert.updated_at, later);
  EXPECT_EQ(alert.opened_at, opened);

  event.class_name = "storage";
  alert.repeat(event, later);
  EXPECT_EQ(alert.class_name, "storage");
}

struct SeverityRow {
  const char* told;
  const char* kept;
  bool rose;
};

TEST(AlertTest, only_ever_becomes_graver) {
  const SeverityRow rows[] = {{"low", "high", false},
                              {"high", "high", false},
                              {"HIGH", "high", false},
                              {"critical", "critical", true}};

  for (const auto& row : rows) {
    SCOPED_TRACE(row.told);
    auto alert = an_alert();
    auto event = an_event();
    event.severity = severity(row.told);
    EXPECT_EQ(alert.repeat(event, later).severity_rose, row.rose);
    EXPECT_EQ(alert.severity.token(), row.kept);
  }
}

TEST(AlertTest, told_again_withdraws_the_resolve_that_was_asked_for) {
  auto parent = a_parent();
  auto child = an_alert(2);
  parent.adopt(child);
  EXPECT_EQ(parent.resolve("alice", later), ResolveOutcome::waits_for_children);

  EXPECT_TRUE(parent.repeat(an_event(), later).resolve_withdrawn);

  EXPECT_FALSE(parent.resolve_requested);
  EXPECT_FALSE(parent.child_resolved(later));
  EXPECT_EQ(parent.status(), AlertStatus::active);
}

TEST(AlertTest, is_acknowledged_by_the_first_who_answers) {
  auto alert = a_paging_alert();

  EXPECT_EQ(alert.acknowledge("alice", later), AcknowledgeOutcome::accepted);
  EXPECT_EQ(alert.acknowledge("bob", later + 1s), AcknowledgeOutcome::already_acknowledged);

  EXPECT_EQ(alert.status(), AlertStatus::acknowledged);
  EXPECT_EQ(alert.acknowledgement, (Mark{"alice", later}));
  EXPECT_EQ(alert.updated_at, later);
  EXPECT_EQ(alert.escalation->state(), EscalationState::acknowledged);
  EXPECT_FALSE(alert.is_escalating());
  EXPECT_TRUE(alert.is_open());
}

TEST(AlertTest, is_acknowledged_also_when_nobody_was_paged) {
  auto alert = an_alert();

  EXPECT_EQ(alert.acknowledge("alice", later), AcknowledgeOutcome::accepted);
  EXPECT_EQ(alert.status(), AlertStatus::acknowledged);
}

TEST(AlertTest, is_not_acknowledged_once_resolved) {
  auto alert = an_alert();
  alert.resolve("bob", later);
  const auto before = alert;

  EXPECT_EQ(alert.acknowledge("alice", later + 1s), AcknowledgeOutcome::already_resolved);
  EXPECT_EQ(alert, before);
}

TEST(AlertTest, escalates_when_nobody_answers) {
  auto alert = a_paging_alert();

  EXPECT_EQ(alert.time_out(0, later), TimeoutOutcome::escalated);
  EXPECT_EQ(alert.escalation->level(), 1);
  EXPECT_EQ(alert.updated_at, later);

  EXPECT_EQ(alert.time_out(1, later + 1s), TimeoutOutcome::exhausted);
  EXPECT_EQ(alert.updated_at, later + 1s);
  EXPECT_FALSE(alert.is_escalating());
}

TEST(AlertTest, ignores_timeouts_that_are_not_its_own_any_more) {
  auto answered = a_paging_alert();
  answered.acknowledge("alice", opened);
  auto resolved = a_paging_alert();
  resolved.resolve("alice", opened);
  auto escalated = a_paging_alert();
  escalated.time_out(0, opened);

  for (auto alert : {answered, resolved, escalated, an_alert()}) {
    const auto before = alert;
    EXPECT_EQ(alert.time_out(0, later), TimeoutOutcome::superseded);
    EXPECT_EQ(alert, before);
  }
}

TEST(AlertTest, is_escalating_while_it_is_open_and_unanswered) {
  auto alert = a_paging_alert();
  EXPECT_TRUE(alert.is_escalating());

  alert.resolve("alice", later);
  EXPECT_FALSE(alert.is_escalating());
}

TEST(AlertTest, pages_again_while_it_is_open_and_pages_unless_the_policy_says_otherwise) {
  EXPECT_TRUE(repaging_alert().wants_repage());

  auto answered = repaging_alert();
  answered.acknowledge("alice", later);
  EXPECT_TRUE(answered.wants_repage());

  auto resolved = answered;
  resolved.resolve("alice", later);
  EXPECT_FALSE(resolved.wants_repage());

  auto policy = a_policy({{alice}, {bob}});
  policy.repage_on_severity_rise = false;
  auto once_for_all = an_alert();
  once_for_all.escalation.emplace(shared(policy));
  EXPECT_FALSE(once_for_all.wants_repage());

  auto without_policy = an_alert();
  without_policy.escalation.emplace(nullptr);
  EXPECT_TRUE(without_policy.wants_repage());

  auto not_paged = an_alert();
  not_paged.acknowledge("alice", later);
  EXPECT_FALSE(not_paged.wants_repage());
}

TEST(AlertTest, begins_anew_when_it_pages_again) {
  auto alert = repaging_alert();
  alert.time_out(0, opened);
  alert.acknowledge("alice", opened);

  alert.page_again(later);

  EXPECT_EQ(alert.status(), AlertStatus::active);
  EXPECT_TRUE(alert.is_escalating());
  EXPECT_EQ(alert.escalation->level(), 0);
  EXPECT_EQ(alert.updated_at, later);
}

TEST(AlertTest, takes_the_outage_of_a_less_severe_alert_and_leaves_that_acknowledged) {
  auto holder = repaging_alert();
  holder.time_out(0, opened);
  holder.acknowledge("alice", opened);
  auto graver = an_alert(2);
  graver.acknowledge("bob", opened);

  graver.take_outage_from(holder, later);

  EXPECT_FALSE(holder.escalation);
  EXPECT_EQ(holder.status(), AlertStatus::acknowledged);
  EXPECT_EQ(holder.updated_at, later);
  EXPECT_EQ(graver.status(), AlertStatus::active);
  EXPECT_TRUE(graver.is_escalating());
  EXPECT_EQ(graver.escalation->level(), 0);
  EXPECT_EQ(graver.updated_at, later);
}

TEST(AlertTest, speaks_for_a_child_that_is_more_severe_with_its_words) {
  auto parent = an_alert();
  auto child = an_alert(2);
  child.severity = *Severity::parse("critical");
  child.summary = "the database is gone";
  parent.adopt(child);

  EXPECT_TRUE(parent.speak_for(child, later));
  EXPECT_EQ(parent.severity, child.severity);
  EXPECT_EQ(parent.summary, "the database is gone");
  EXPECT_EQ(parent.updated_at, later);

  child.summary = "and it burns";
  EXPECT_FALSE(parent.speak_for(child, later));
  EXPECT_EQ(parent.summary, "the database is gone");
}

TEST(AlertTest, keeps_the_words_of_a_more_severe_child_when_it_is_triggered_again) {
  auto parent = an_alert();
  auto child = an_alert(2);
  child.severity = *Severity::parse("critical");
  child.summary = "the database is gone";
  parent.adopt(child);
  parent.speak_for(child, later);
  auto event = an_event();
  event.summary = "slow query";

  parent.repeat(event, later);
  EXPECT_EQ(parent.summary, "the database is gone");

  parent.child_resolved(later);
  parent.repeat(event, later);
  EXPECT_EQ(parent.summary, "slow query");
}

TEST(AlertTest, is_resolved_once) {
  auto alert = an_alert();

  EXPECT_EQ(alert.resolve("alice", later), ResolveOutcome::resolved);
  EXPECT_EQ(alert.resolve("bob", later + 1s), ResolveOutcome::already_resolved);

  EXPECT_EQ(alert.status(), AlertStatus::resolved);
  EXPECT_EQ(alert.resolution, (Mark{"alice", later}));
  EXPECT_EQ(alert.updated_at, later);
}

TEST(AlertTest, waits_for_its_last_child_before_it_resolves) {
  auto parent = a_parent();
  auto first = an_alert(2);
  auto second = an_alert(3);
  parent.adopt(first);
  parent.adopt(second);

  EXPECT_EQ(parent.resolve("alice", later), ResolveOutcome::waits_for_children);
  EXPECT_TRUE(parent.is_open());
  EXPECT_FALSE(parent.child_resolved(later));
  EXPECT_TRUE(parent.child_resolved(later + 1s));
  EXPECT_EQ(parent.updated_at, later + 1s);

  EXPECT_EQ(parent.resolve("alice", later + 1s), ResolveOutcome::resolved);
  EXPECT_FALSE(parent.resolve_requested);
  EXPECT_EQ(parent.child_count, 2U);
}

TEST(AlertTest, does_not_resolve_with_its_children_unless_asked_to) {
  auto parent = a_parent();
  auto child = an_alert(2);
  parent.adopt(child);

  EXPECT_FALSE(parent.child_resolved(later));
  EXPECT_EQ(parent.status(), AlertStatus::active);
}

TEST(AlertTest, takes_an_escalation_over_at_its_level) {
  auto holder = a_paging_alert();
  holder.time_out(0, opened);
  auto heir = an_alert(2);

  heir.take_over(*holder.escalation, later);

  EXPECT_EQ(heir.escalation, holder.escalation);
  EXPECT_TRUE(heir.is_escalating());
  EXPECT_EQ(heir.updated_at, later);
}

TEST(AlertTest, stops_the_escalation_it_takes_over_when_it_has_been_answered) {
  const auto holder = a_paging_alert();
  auto heir = an_alert(2);
  heir.acknowledge("alice", opened);

  heir.take_over(*holder.escalation, later);

  EXPECT_EQ(heir.escalation->state(), EscalationState::acknowledged);
  EXPECT_FALSE(heir.is_escalating());
}

TEST(AlertTest, has_one_incident_at_an_address) {
  auto alert = an_alert();
  const Incident first{{"pd", Channel::pagerduty, "key"}, {}};

  EXPECT_TRUE(alert.note_incident(first));
  EXPECT_FALSE(alert.note_incident({{"other name", Channel::pagerduty, "key"}, {"globex"}}));
  EXPECT_TRUE(alert.note_incident({{"pd", Channel::pagerduty, "other"}, {"globex"}}));

  ASSERT_EQ(alert.incidents->size(), 2U);
  EXPECT_EQ(alert.incidents->front(), first);
}

}  // namespace
}  // namespace tocsin::domain
