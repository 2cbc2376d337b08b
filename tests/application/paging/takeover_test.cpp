#include "tests/worlds/paging.hpp"

// Who carries an outage on when the alert that opened it is resolved.
namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the scenarios
using domain::Change;
using domain::EscalationState;
using domain::Health;
using domain::ResolveOutcome;
using domain::TimeoutOutcome;
using Everybody = std::vector<Paged>;
using Due = std::vector<domain::Duration>;

struct Takeover : PagingScenario {
  Takeover() { given_a_policy(a_policy({{alice}, {bob}, {carol}}, 15min)); }

  // The attempt of every page so far has arrived.
  void given_all_pages_arrived() {
    for (const auto id : when_due_attempts_start()) {
      EXPECT_TRUE(record_attempt.handle({{id, 0}, 1, {}}));
    }
  }
};

TEST_F(Takeover, the_last_alert_to_be_resolved_makes_the_service_healthy) {
  const auto holder = given_an_unhealthy_service();

  EXPECT_EQ(when_resolved(holder), ResolveOutcome::resolved);

  EXPECT_EQ(health(), Health::healthy);
  EXPECT_EQ(timers_due(), Due{});
  EXPECT_TRUE(when_due_attempts_start().empty());
}

TEST_F(Takeover, the_oldest_alert_takes_over_at_the_same_level_with_the_same_deadline) {
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;
  const auto youngest = when_an_alert_arrives().alert;
  when_time_passes(15min);
  given_all_pages_arrived();
  when_time_passes(5min);

  when_resolved(holder);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
  EXPECT_EQ((*services.find(acme, billing))->outage, heir);
  EXPECT_EQ(alert(heir).escalation->level(), 1);
  EXPECT_FALSE(alert(youngest).escalation);
  EXPECT_EQ(timeline.changes_of(heir).back(), Change::took_over);
  EXPECT_EQ(timers_due(), Due{30min});

  when_time_passes(10min);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}, {"carol", 2}}));
}

TEST_F(Takeover, a_timeout_of_the_resolved_alert_does_nothing) {
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;
  when_resolved(holder);
  const auto before = paged();

  EXPECT_EQ(when_timed_out(holder, 0), TimeoutOutcome::superseded);

  EXPECT_EQ(paged(), before);
  EXPECT_EQ(alert(heir).escalation->level(), 0);
}

TEST_F(Takeover, a_page_that_has_not_arrived_is_owed_for_the_heir) {
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;

  when_resolved(holder);

  ASSERT_EQ(outbox.kept.size(), 1U);
  const auto& owed = outbox.kept.begin()->second;
  EXPECT_EQ(owed.alert, heir);
  EXPECT_EQ(owed.deliveries.front().target, alice);
  EXPECT_EQ(when_due_attempts_start(), std::vector{owed.id});
}

TEST_F(Takeover, a_page_that_is_tried_again_after_the_acknowledgement_is_not_owed_for_the_heir) {
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;
  const auto failed = outbox.kept.begin()->second;
  when_acknowledged(holder);
  outbox.revive(failed);

  when_resolved(holder);

  EXPECT_EQ((*services.find(acme, billing))->outage, heir);
  EXPECT_TRUE(when_due_attempts_start().empty());
}

TEST_F(Takeover, the_fallback_is_still_told_of_the_heir_without_a_policy) {
  services.save(a_service(domain::EscalationPolicyId{}));
  const auto holder = when_an_alert_arrives().alert;
  const auto heir = when_an_alert_arrives().alert;

  when_resolved(holder);

  ASSERT_EQ(outbox.kept.size(), 1U);
  EXPECT_EQ(outbox.kept.begin()->second.alert, heir);
  EXPECT_EQ(outbox.kept.begin()->second.deliveries.front().target, operators);
}

TEST_F(Takeover, a_page_is_still_owed_when_the_levels_are_exhausted) {
  given_a_policy(a_policy({{alice}}));
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;
  when_time_passes(15min);

  when_resolved(holder);

  EXPECT_EQ(alert(heir).escalation->state(), EscalationState::exhausted);
  ASSERT_EQ(outbox.kept.size(), 1U);
  EXPECT_EQ(outbox.kept.begin()->second.alert, heir);
  EXPECT_EQ(timers_due(), Due{});
}

TEST_F(Takeover, an_heir_that_was_acknowledged_ends_the_paging) {
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;
  when_acknowledged(heir);

  when_resolved(holder);

  EXPECT_EQ(alert(heir).escalation->state(), EscalationState::acknowledged);
  EXPECT_EQ(health(), Health::unhealthy);
  EXPECT_EQ(timers_due(), Due{});
  EXPECT_TRUE(outbox.kept.empty());
}

TEST_F(Takeover, an_outage_that_was_acknowledged_pages_nobody_anew) {
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;
  when_acknowledged(holder);

  when_resolved(holder);
  when_time_passes(1h);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}}));
  EXPECT_EQ(alert(heir).escalation->state(), EscalationState::acknowledged);
  EXPECT_EQ(timers_due(), Due{});
}

TEST_F(Takeover, an_alert_that_pages_nobody_is_resolved_without_touching_the_outage) {
  const auto holder = given_an_unhealthy_service();
  const auto other = when_an_alert_arrives().alert;

  when_resolved(other);

  EXPECT_EQ((*services.find(acme, billing))->outage, holder);
  EXPECT_EQ(timers_due(), Due{15min});
}

TEST_F(Takeover, a_healthy_event_resolves_every_alert_and_hands_nothing_over) {
  const auto holder = given_an_unhealthy_service();
  const auto other = when_an_alert_arrives().alert;

  when_a_healthy_event_arrives();

  EXPECT_EQ(health(), Health::healthy);
  EXPECT_FALSE(alert(holder).is_open());
  EXPECT_FALSE(alert(other).is_open());
  EXPECT_FALSE(alert(other).escalation);
  EXPECT_EQ(timers_due(), Due{});
  EXPECT_TRUE(outbox.kept.empty());
}

TEST_F(Takeover, a_child_whose_manager_pages_elsewhere_by_now_does_not_inherit_there) {
  given_a_healthy_service();
  auto parent =
      open_alert(alert_id(100), an_event(), domain::ServiceId{"checkout"}, start_of_test());
  parent.group = domain::Group{"class", "infrastructure", start_of_test() + 5min};
  auto child = an_alert(101);
  parent.adopt(child);
  alerts.save(parent);
  alerts.save(child);
  const auto holder = when_an_alert_arrives().alert;

  when_resolved(holder);

  EXPECT_EQ(health(), Health::healthy);
  EXPECT_FALSE(alert(child.id).escalation);
}

TEST_F(Takeover, a_healthy_event_takes_a_parent_along_with_its_last_child) {
  given_a_healthy_service();
  auto parent = an_alert(100);
  parent.group = domain::Group{"class", "infrastructure", start_of_test() + 5min};
  auto child = an_alert(101);
  parent.adopt(child);
  ASSERT_TRUE(pager.page_for(scope, parent, clock.now()));
  alerts.save(parent);
  alerts.save(child);

  when_a_healthy_event_arrives();

  EXPECT_EQ(health(), Health::healthy);
  EXPECT_FALSE(alert(parent.id).is_open());
  EXPECT_FALSE(alert(child.id).is_open());
}

TEST_F(Takeover, what_a_fallback_owes_is_owed_to_whom_it_was_meant_for) {
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;
  auto page = outbox.added.front();
  page.deliveries.front().divert(operators, clock.now());
  outbox.save(page);

  when_resolved(holder);

  EXPECT_EQ(outbox.added.back().alert, heir);
  EXPECT_EQ(outbox.added.back().deliveries.front().target, alice);
}

TEST_F(Takeover, what_is_owed_of_a_level_that_is_over_says_nothing_about_the_next_one) {
  given_a_policy(a_policy({{alice}, {bob, carol}, {operators}}, 15min));
  const auto holder = given_an_unhealthy_service();
  const auto heir = when_an_alert_arrives().alert;
  when_time_passes(15min);  // with alice's page still on its way
  when_resolved(holder);

  for (const auto id : when_due_attempts_start()) {
    const auto& target = outbox.kept.at(id).deliveries.front().target;
    if (target == carol) continue;
    const domain::AttemptResult refused{domain::AttemptResult::Verdict::refused, "no", {}};
    EXPECT_TRUE(record_attempt.handle({{id, 0}, 1, refused}));
  }

  EXPECT_EQ(alert(heir).escalation->level(), 1);
}

}  // namespace
}  // namespace tocsin::application
