#include "tests/worlds/paging.hpp"

// The acceptance cases of paging, P1 to P18; P10 is in paging_interleavings_test.
namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the scenarios
using domain::AcknowledgeOutcome;
using domain::EscalationState;
using domain::Health;
using domain::TimeoutOutcome;
using Everybody = std::vector<Paged>;
using Due = std::vector<domain::Duration>;

struct PagerCases : PagingScenario {
  PagerCases() { given_a_policy(a_policy({{alice, carol}, {bob}}, 15min)); }
};

TEST_F(PagerCases, p1_makes_a_healthy_service_unhealthy_pages_level_0_and_sets_the_delay) {
  given_a_healthy_service();

  const auto answer = when_an_alert_arrives();

  EXPECT_EQ(answer.outcome, PageOutcome::paged);
  EXPECT_EQ(health(), Health::unhealthy);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"carol", 0}}));
  EXPECT_EQ(timers_due(), Due{15min});
}

TEST_F(PagerCases, p2_pages_the_next_level_and_sets_the_delay_when_nobody_acknowledges) {
  const auto alert_id = given_an_unhealthy_service();

  when_time_passes(15min);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"carol", 0}, {"bob", 1}}));
  EXPECT_EQ(timers_due(), Due{30min});
  EXPECT_TRUE(alert(alert_id).is_escalating());
}

TEST_F(PagerCases, p3_pages_nobody_and_sets_no_delay_when_a_timeout_follows_the_acknowledgement) {
  const auto alert_id = given_an_unhealthy_service();
  when_acknowledged(alert_id);
  const auto before = paged();

  EXPECT_EQ(when_timed_out(alert_id, 0), TimeoutOutcome::superseded);
  when_time_passes(1h);

  EXPECT_EQ(paged(), before);
  EXPECT_EQ(timers_due(), Due{});
  EXPECT_EQ(health(), Health::unhealthy);
}

TEST_F(PagerCases, p4_pages_nobody_and_sets_no_delay_for_an_alert_of_an_unhealthy_service) {
  given_an_unhealthy_service();
  clock.advance(5min);

  const auto answer = when_an_alert_arrives();

  EXPECT_EQ(answer.outcome, PageOutcome::suppressed);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"carol", 0}}));
  EXPECT_EQ(timers_due(), Due{15min});
  EXPECT_TRUE(alert(answer.alert).is_open());
}

TEST_F(PagerCases, p5_pages_nobody_and_sets_no_delay_once_the_service_is_healthy_again) {
  const auto alert_id = given_an_unhealthy_service();
  when_a_healthy_event_arrives();
  const auto before = paged();

  EXPECT_EQ(when_timed_out(alert_id, 0), TimeoutOutcome::superseded);
  when_time_passes(1h);

  EXPECT_EQ(health(), Health::healthy);
  EXPECT_EQ(paged(), before);
  EXPECT_EQ(timers_due(), Due{});
  EXPECT_FALSE(alert(alert_id).is_open());
}

TEST_F(PagerCases, p6_is_exhausted_when_the_last_level_does_not_answer_either) {
  const auto alert_id = given_an_unhealthy_service();
  when_time_passes(15min);
  const auto before = paged();

  when_time_passes(15min);

  EXPECT_EQ(paged(), before);
  EXPECT_EQ(timers_due(), Due{});
  EXPECT_EQ(alert(alert_id).escalation->state(), EscalationState::exhausted);
  EXPECT_EQ(timeline.changes_of(alert_id).back(), domain::Change::exhausted);
  EXPECT_EQ(metrics.of(ports::Counter::escalations_exhausted), 1);
}

TEST_F(PagerCases, p7_pages_each_target_once_for_fifty_alerts_at_the_same_instant) {
  given_a_healthy_service();

  std::vector<PageOutcome> outcomes;
  for (int n = 0; n < 50; ++n)
    outcomes.push_back(when_an_alert_arrives().outcome);

  EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), PageOutcome::paged), 1);
  EXPECT_EQ(std::count(outcomes.begin(), outcomes.end(), PageOutcome::suppressed), 49);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"carol", 0}}));
  EXPECT_EQ(timers_due(), Due{15min});
  EXPECT_EQ(alerts.kept.begin()->second.suppressed_count, 49U);
}

TEST_F(PagerCases, p8_pages_level_1_once_and_level_2_not_at_all_for_a_doubled_timeout) {
  given_a_policy(a_policy({{alice}, {bob}, {carol}}));
  const auto alert_id = given_an_unhealthy_service();
  clock.advance(15min);

  EXPECT_EQ(when_timed_out(alert_id, 0), TimeoutOutcome::escalated);
  EXPECT_EQ(when_timed_out(alert_id, 0), TimeoutOutcome::superseded);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
  EXPECT_EQ(timers_due(), Due{30min});
}

TEST_F(PagerCases, p9_a_timeout_of_the_last_outage_does_not_escalate_this_one) {
  given_a_policy(a_policy({{alice}, {bob}}));
  const auto alert_a = given_an_unhealthy_service();
  when_time_passes(5min);
  when_a_healthy_event_arrives();
  when_time_passes(1min);
  const auto alert_b = when_an_alert_arrives().alert;

  when_time_passes(9min);
  EXPECT_EQ(when_timed_out(alert_a, 0), TimeoutOutcome::superseded);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"alice", 0}}));

  when_time_passes(6min);
  EXPECT_EQ(clock.now(), start_of_test() + 21min);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"alice", 0}, {"bob", 1}}));
  EXPECT_EQ(alert(alert_b).escalation->level(), 1);
}

struct PagerCorners : PagingScenario {
  PagerCorners() { given_a_policy(a_policy({{alice}, {bob}}, 15min)); }
};

TEST_F(PagerCorners, p11_keeps_the_first_of_two_acknowledgements) {
  const auto id = given_an_unhealthy_service();
  clock.advance(1min);

  EXPECT_EQ(when_acknowledged(id, "alice"), AcknowledgeOutcome::accepted);
  clock.advance(1s);
  EXPECT_EQ(when_acknowledged(id, "bob"), AcknowledgeOutcome::already_acknowledged);

  EXPECT_EQ(alert(id).acknowledgement, (domain::Mark{"alice", start_of_test() + 1min}));
  EXPECT_EQ(metrics.of(ports::Counter::acknowledgements), 1);
}

TEST_F(PagerCorners, p12_an_unknown_alert_is_not_found_and_a_closed_one_stays_as_it_is) {
  const auto unknown = acknowledge_alert.handle({acme, alert_id(404), "alice"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::not_found);

  const auto id = given_an_unhealthy_service();
  when_a_healthy_event_arrives();
  const auto before = alert(id);
  EXPECT_EQ(when_acknowledged(id), AcknowledgeOutcome::already_resolved);
  EXPECT_EQ(alert(id), before);
}

TEST_F(PagerCorners, p12_an_alert_of_another_tenant_is_not_found) {
  const auto id = given_an_unhealthy_service();

  const auto outcome = acknowledge_alert.handle({domain::TenantId{"other"}, id, "mallory"});

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::not_found);
  EXPECT_TRUE(alert(id).is_escalating());
}

TEST_F(PagerCorners, p13_a_service_without_a_policy_is_unhealthy_loudly_until_it_has_one) {
  services.save(a_service(domain::EscalationPolicyId{}));

  const auto answer = when_an_alert_arrives();

  EXPECT_EQ(answer.outcome, PageOutcome::no_policy);
  EXPECT_EQ(health(), Health::unhealthy);
  EXPECT_EQ(alert(answer.alert).escalation->state(), EscalationState::no_policy);
  EXPECT_EQ(metrics.of(ports::Counter::alerts_without_policy), 1);
  EXPECT_EQ(timeline.changes_of(answer.alert).back(), domain::Change::nobody_to_page);
  EXPECT_EQ(paged(), (Everybody{{"operators", 0}}));
  EXPECT_EQ(timers_due(), Due{});

  when_a_healthy_event_arrives();
  given_a_healthy_service();
  EXPECT_EQ(when_an_alert_arrives().outcome, PageOutcome::paged);
  EXPECT_EQ(paged(), (Everybody{{"operators", 0}, {"alice", 0}}));
}

TEST_F(PagerCorners, p14_an_acknowledged_outage_suppresses_and_the_next_outage_pages_level_0) {
  const auto first = given_an_unhealthy_service();
  when_acknowledged(first);

  EXPECT_EQ(when_an_alert_arrives().outcome, PageOutcome::suppressed);
  EXPECT_EQ(alert(first).suppressed_count, 1U);
  EXPECT_EQ(metrics.of(ports::Counter::alerts_suppressed), 1);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}}));

  when_a_healthy_event_arrives();
  EXPECT_EQ(when_an_alert_arrives().outcome, PageOutcome::paged);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"alice", 0}}));
}

TEST_F(PagerCorners, p15_a_timer_that_is_overdue_after_a_restart_fires_one_level_only) {
  given_a_policy(a_policy({{alice}, {bob}, {carol}}));
  const auto id = given_an_unhealthy_service();

  clock.advance(40min);  // the process was not there when the timer was due
  when_due_timers_fire();
  when_due_timers_fire();

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
  EXPECT_EQ(alert(id).escalation->level(), 1);
  EXPECT_EQ(timers_due(), Due{55min});
}

TEST_F(PagerCorners, p16_a_page_not_started_when_the_process_ended_is_still_owed_with_its_key) {
  given_an_unhealthy_service();
  const auto key = outbox.added.front().id;

  ASSERT_TRUE(recover_attempts.handle({}));

  EXPECT_EQ(when_due_attempts_start(), std::vector{key});
  EXPECT_FALSE(outbox.kept.at(key).deliveries.front().possibly_repeated);
}

TEST_F(PagerCorners, p16_a_page_in_flight_when_the_process_ended_is_sent_again_with_its_key) {
  given_an_unhealthy_service();
  const auto key = outbox.added.front().id;
  ASSERT_EQ(when_due_attempts_start(), std::vector{key});
  EXPECT_TRUE(when_due_attempts_start().empty());

  const auto recovered = recover_attempts.handle({});

  ASSERT_TRUE(recovered);
  EXPECT_EQ(*recovered, 1U);
  EXPECT_EQ(when_due_attempts_start(), std::vector{key});
  EXPECT_TRUE(outbox.kept.at(key).deliveries.front().possibly_repeated);
  EXPECT_EQ(outbox.added.size(), 1U);
}

TEST_F(PagerCorners, p17_escalates_a_quarter_of_an_hour_after_the_alert_and_not_before) {
  clock.advance(10h + 30s);
  given_an_unhealthy_service();

  when_time_passes(15min - 1ms);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}}));

  when_time_passes(1ms);
  EXPECT_EQ(clock.now(), start_of_test() + 10h + 15min + 30s);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
}

TEST_F(PagerCorners, p18_a_target_of_two_levels_is_paged_once_at_each) {
  given_a_policy(a_policy({{alice, alice}, {alice, bob}}));
  given_an_unhealthy_service();

  when_time_passes(15min);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"alice", 1}, {"bob", 1}}));
}

TEST_F(PagerCorners, an_outage_keeps_the_policy_it_began_with) {
  given_an_unhealthy_service();
  given_a_policy(a_policy({{alice}, {carol}}, 1min));

  when_time_passes(15min);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
  EXPECT_EQ(timers_due(), Due{30min});
}

TEST_F(PagerCorners, a_policy_that_repeats_begins_again_at_its_first_level) {
  auto policy = a_policy({{alice}, {bob}});
  policy.repeat = 1;
  given_a_policy(policy);
  const auto id = given_an_unhealthy_service();

  when_time_passes(24h);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}, {"alice", 0}, {"bob", 1}}));
  EXPECT_EQ(alert(id).escalation->state(), EscalationState::exhausted);
}

TEST_F(PagerCorners, the_gravest_of_the_overdue_outages_escalates_first) {
  given_an_unhealthy_service();
  auto checkout = a_service();
  checkout.id = domain::ServiceId{"checkout"};
  services.save(checkout);
  clock.advance(1min);
  ASSERT_TRUE(
      receive_alert.handle({acme, checkout.id, "no orders", severity("critical"), {}, "a probe"}));

  clock.advance(1h);
  when_due_timers_fire();

  ASSERT_EQ(outbox.added.size(), 4U);
  EXPECT_EQ(outbox.added[2].about.service, checkout.id);
  EXPECT_EQ(outbox.added[3].about.service, billing);
}

}  // namespace
}  // namespace tocsin::application
