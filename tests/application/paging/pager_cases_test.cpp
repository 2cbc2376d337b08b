#include "tests/application/paging/paging_world.hpp"

// The acceptance cases of paging: P1 to P9. Later ones are corners.
namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the scenarios
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

}  // namespace
}  // namespace tocsin::application
