#include "tests/worlds/paging.hpp"

namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the scenarios
using domain::AlertStatus;
using domain::Change;
using Changes = std::vector<Change>;
using Everybody = std::vector<Paged>;
using Due = std::vector<domain::Duration>;

constexpr auto key = "disk-full";

struct RepeatAlertTest : PagingScenario {
  RepeatAlertTest() {
    given_a_policy(a_policy({{alice}, {bob}}, 15min));
    given_a_healthy_service();
  }

  void given_a_policy_that_pages_once() {
    auto policy = a_policy({{alice}, {bob}}, 15min);
    policy.repage_on_severity_rise = false;
    given_a_policy(policy);
  }
};

TEST_F(RepeatAlertTest, counts_what_is_told_again_and_pages_nobody) {
  const auto first = when_an_alert_arrives(key);
  clock.advance(1min);

  const auto again = when_an_alert_arrives(key);

  EXPECT_EQ(again.alert, first.alert);
  EXPECT_EQ(again.outcome, PageOutcome::suppressed);
  EXPECT_EQ(alert(first.alert).event_count, 2U);
  EXPECT_EQ(alert(first.alert).suppressed_count, 1U);
  EXPECT_EQ(alert(first.alert).updated_at, clock.now());
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}}));
  EXPECT_EQ(timers_due(), Due{15min});
  EXPECT_EQ(metrics.of(ports::Counter::alerts_repeated), 1);
  EXPECT_EQ(timeline.changes_of(first.alert),
            (Changes{Change::opened, Change::paged, Change::suppressed}));
}

TEST_F(RepeatAlertTest, starts_to_page_again_once_it_is_graver) {
  const auto id = when_an_alert_arrives(key, "low").alert;
  clock.advance(1min);

  when_an_alert_arrives(key, "critical");

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"alice", 0}}));
  const auto& timer = timers.kept.at(id);
  EXPECT_EQ(timer.severity, severity("critical"));
  EXPECT_EQ(timer.due, start_of_test() + 16min);
}

TEST_F(RepeatAlertTest, goes_first_among_overdue_timers_if_the_policy_pages_once) {
  given_a_policy_that_pages_once();
  const auto id = when_an_alert_arrives(key, "low").alert;
  clock.advance(1min);

  when_an_alert_arrives(key, "critical");

  const auto& timer = timers.kept.at(id);
  EXPECT_EQ(timer.severity, severity("critical"));
  EXPECT_EQ(timer.due, start_of_test() + 15min);
  when_time_passes(14min);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
}

TEST_F(RepeatAlertTest, sets_no_timer_when_nobody_is_being_waited_for) {
  given_a_policy_that_pages_once();
  const auto id = when_an_alert_arrives(key, "low").alert;
  when_acknowledged(id);

  when_an_alert_arrives(key, "critical");

  EXPECT_EQ(timers_due(), Due{});
}

TEST_F(RepeatAlertTest, sets_no_timer_for_an_alert_that_has_none) {
  auto once_for_all = a_policy({{alice}, {bob}});
  once_for_all.repage_on_severity_rise = false;
  auto waiting = a_paging_alert(once_for_all);
  auto event = an_event();
  event.severity = severity("critical");

  EXPECT_EQ(*repeater.repeat(scope, waiting, event, "a probe", clock.now()),
            RepeatOutcome::counted);

  EXPECT_EQ(timers_due(), Due{});
}

TEST_F(RepeatAlertTest, leaves_an_acknowledged_alert_in_peace_when_the_policy_says_so) {
  given_a_policy_that_pages_once();
  const auto id = when_an_alert_arrives(key).alert;
  when_acknowledged(id);

  EXPECT_EQ(when_an_alert_arrives(key, "critical").outcome, PageOutcome::suppressed);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}}));
  EXPECT_EQ(alert(id).status(), AlertStatus::acknowledged);
  EXPECT_EQ(alert(id).severity, severity("critical"));
}

TEST_F(RepeatAlertTest, pages_the_first_level_again_for_a_graver_alert_that_is_acknowledged) {
  const auto id = when_an_alert_arrives(key).alert;
  when_time_passes(15min);
  when_acknowledged(id);
  when_time_passes(5min);

  const auto again = when_an_alert_arrives(key, "critical");

  EXPECT_EQ(again.outcome, PageOutcome::paged);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}, {"alice", 0}}));
  EXPECT_EQ(timers_due(), Due{35min});
  EXPECT_EQ(alert(id).status(), AlertStatus::active);
  EXPECT_EQ(alert(id).suppressed_count, 0U);
  EXPECT_EQ(metrics.of(ports::Counter::alerts_suppressed), 0);
  EXPECT_EQ(timeline.changes_of(id).back(), Change::paged_again);

  when_time_passes(15min);
  EXPECT_EQ(paged().back(), (Paged{"bob", 1}));
}

TEST_F(RepeatAlertTest, does_not_page_again_for_the_same_severity) {
  const auto id = when_an_alert_arrives(key).alert;
  when_acknowledged(id);

  EXPECT_EQ(when_an_alert_arrives(key).outcome, PageOutcome::suppressed);
  EXPECT_EQ(alert(id).status(), AlertStatus::acknowledged);
}

TEST_F(RepeatAlertTest, fails_when_it_cannot_be_read_which_alert_pages_for_a_graver_one) {
  const auto holder = when_an_alert_arrives(key).alert;
  when_an_alert_arrives("cpu-hot");
  alerts.unreadable = {holder};

  const auto answer = receive_alert.handle(
      {acme, billing, "cpu is hot", severity("critical"), "cpu-hot", "a probe"});

  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error(), store_gone);
}

TEST_F(RepeatAlertTest, says_that_it_withdrew_a_resolve) {
  auto parent = an_alert(100);
  auto child = an_alert(101);
  parent.adopt(child);
  parent.resolve("alice", clock.now());

  EXPECT_EQ(*repeater.repeat(scope, parent, an_event(), "a probe", clock.now()),
            RepeatOutcome::counted);

  EXPECT_FALSE(alert(parent.id).resolve_requested);
  EXPECT_EQ(timeline.changes_of(parent.id), Changes{Change::resolve_withdrawn});
}

TEST_F(RepeatAlertTest, is_a_new_episode_after_a_resolve) {
  const auto first = when_an_alert_arrives(key);
  when_resolved(first.alert);

  const auto second = when_an_alert_arrives(key);

  EXPECT_NE(second.alert, first.alert);
  EXPECT_EQ(second.outcome, PageOutcome::paged);
}

}  // namespace
}  // namespace tocsin::application
