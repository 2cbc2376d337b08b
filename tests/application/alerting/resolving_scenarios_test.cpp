#include "tests/worlds/alerting.hpp"

namespace tocsin::tests {
namespace {

using namespace std::chrono_literals;
using domain::AlertStatus;
using domain::AlertType;
using domain::Change;
using domain::EventAnswer;
using domain::EventOutcome;

class ResolvingScenario : public GroupingScenario {
 protected:
  ResolvingScenario() {
    given(triggered("disk"));
    given(triggered("cpu"));
    given(triggered("memory"));
  }

  void then_is(AlertStatus status, const std::string& dedup_key) {
    EXPECT_EQ(alert(dedup_key).status(), status) << dedup_key;
  }
};

TEST_F(ResolvingScenario, a5_a_resolved_child_leaves_its_parent_active) {
  const auto answer = when(resolved("cpu"));

  EXPECT_EQ(answer, (EventAnswer{EventOutcome::resolved, alert("cpu").id, AlertType::child}));
  then_is(AlertStatus::resolved, "cpu");
  then_is(AlertStatus::active, "disk");
  EXPECT_EQ(alert("disk").active_children, 1U);
  EXPECT_EQ(alert("disk").child_count, 2U);
  EXPECT_EQ(announced(), Told{"opened disk"});
}

TEST_F(ResolvingScenario, a6_a_parent_with_active_children_is_resolved_with_the_last_of_them) {
  const auto answer = when(resolved("disk"));
  EXPECT_EQ(answer.outcome, EventOutcome::resolve_requested);
  EXPECT_TRUE(alert("disk").resolve_requested);
  then_is(AlertStatus::active, "disk");

  when(resolved("cpu"));
  then_is(AlertStatus::active, "disk");
  EXPECT_EQ(announced(), Told{"opened disk"});

  when(resolved("memory"));
  then_is(AlertStatus::resolved, "disk");
  EXPECT_FALSE(alert("disk").resolve_requested);
  EXPECT_EQ(announced(), (Told{"opened disk", "resolved disk"}));
}

TEST_F(ResolvingScenario, a6_a_second_request_to_resolve_the_parent_changes_nothing) {
  given(resolved("disk"));
  const auto before = alert("disk");
  when_time_passes(1min);

  const auto answer = when(resolved("disk"));

  EXPECT_EQ(answer.outcome, EventOutcome::resolve_requested);
  EXPECT_EQ(alert("disk"), before);
  EXPECT_EQ(changes_of("disk", Change::resolve_requested), 1);
}

struct LastChildren {
  std::string first;
  std::string last;
};

class ResolvingOrder : public ResolvingScenario,
                       public ::testing::WithParamInterface<LastChildren> {};

TEST_P(ResolvingOrder, a7_whichever_child_is_the_last_the_parent_is_resolved_once) {
  given(resolved("disk"));

  when(resolved(GetParam().first));
  when(resolved(GetParam().last));
  when(resolved(GetParam().first));
  when(resolved(GetParam().last));

  then_is(AlertStatus::resolved, "disk");
  EXPECT_EQ(changes_of("disk", Change::resolved), 1);
  EXPECT_EQ(announced(), (Told{"opened disk", "resolved disk"}));
}

TEST_P(ResolvingOrder, a16_a_child_that_joins_a_pending_parent_is_waited_for_too) {
  given(resolved("disk"));
  given(resolved(GetParam().first));
  given(triggered("late"));
  EXPECT_EQ(alert("late").parent, alert("disk").id);

  when(resolved(GetParam().last));
  then_is(AlertStatus::active, "disk");

  when(resolved("late"));
  then_is(AlertStatus::resolved, "disk");
  EXPECT_EQ(announced(), (Told{"opened disk", "resolved disk"}));
}

TEST_P(ResolvingOrder, a16_a_late_child_that_is_resolved_before_the_others_is_not_the_last) {
  given(resolved("disk"));
  given(triggered("late"));

  when(resolved("late"));
  when(resolved(GetParam().first));
  then_is(AlertStatus::active, "disk");

  when(resolved(GetParam().last));
  then_is(AlertStatus::resolved, "disk");
}

INSTANTIATE_TEST_SUITE_P(BothOrders,
                         ResolvingOrder,
                         ::testing::Values(LastChildren{"cpu", "memory"},
                                           LastChildren{"memory", "cpu"}),
                         [](const auto& order) { return order.param.last + "_last"; });

TEST_F(ResolvingScenario, a8_a_parent_whose_resolve_nobody_asked_for_outlives_its_children) {
  when(resolved("cpu"));
  when(resolved("memory"));

  then_is(AlertStatus::active, "disk");
  EXPECT_EQ(alert("disk").active_children, 0U);
  EXPECT_EQ(announced(), Told{"opened disk"});
}

TEST_F(ResolvingScenario, a11_a_trigger_of_a_pending_parent_withdraws_the_request) {
  given(resolved("disk"));

  when(triggered("disk"));
  EXPECT_FALSE(alert("disk").resolve_requested);
  EXPECT_EQ(changes_of("disk", Change::resolve_withdrawn), 1);

  when(resolved("cpu"));
  when(resolved("memory"));
  then_is(AlertStatus::active, "disk");
}

TEST_F(ResolvingScenario, a13_a_trigger_that_its_resolve_has_overtaken_is_resolved_at_once) {
  auto resolve = resolved("swap");
  resolve.occurred_at = clock.now() - 1s;
  EXPECT_EQ(when(resolve).outcome, EventOutcome::no_open_alert);

  auto trigger = triggered("swap");
  trigger.occurred_at = clock.now();
  const auto answer = when(trigger);

  EXPECT_EQ(answer, (EventAnswer{EventOutcome::overtaken, alert("swap").id, AlertType::parent}));
  then_is(AlertStatus::resolved, "swap");
  EXPECT_EQ(alert("disk").child_count, 2U);
  EXPECT_EQ(announced(), Told{"opened disk"});
}

TEST_F(ResolvingScenario, a13_an_early_resolve_ends_one_episode_and_not_the_next) {
  given(resolved("swap"));
  given(triggered("swap"));

  EXPECT_EQ(when(triggered("swap")).outcome, EventOutcome::joined);
}

TEST_F(ResolvingScenario, a13_a_trigger_that_happened_after_the_resolve_is_new_trouble) {
  auto resolve = resolved("swap");
  resolve.occurred_at = clock.now() - 3s;
  given(resolve);

  auto trigger = triggered("swap");
  trigger.occurred_at = clock.now();
  EXPECT_EQ(when(trigger).outcome, EventOutcome::joined);
  then_is(AlertStatus::active, "swap");
}

TEST_F(ResolvingScenario, a13_an_early_resolve_is_forgotten_after_five_minutes) {
  const auto happened = clock.now();
  given(resolved("swap"));
  when_time_passes(5min);

  auto trigger = triggered("swap");
  trigger.occurred_at = happened;
  EXPECT_EQ(when(trigger).outcome, EventOutcome::joined);
}

TEST_F(ResolvingScenario, a14_a_resolve_of_an_unknown_key_is_accepted_and_opens_nothing) {
  const auto answer = when(resolved("nothing"));

  EXPECT_EQ(answer, (EventAnswer{EventOutcome::no_open_alert, std::nullopt, AlertType::parent}));
  EXPECT_EQ(work.end, FakeUnitOfWork::End::committed);
  EXPECT_EQ(alerts.kept.size(), 3U);
  EXPECT_EQ(metrics.counts[ports::Counter::resolves_of_nothing], 1);
}

TEST_F(ResolvingScenario, a_resolve_of_an_episode_before_the_open_one_is_stale) {
  auto resolve = resolved("cpu");
  resolve.occurred_at = clock.now() - 1min;
  const auto answer = when(resolve);

  EXPECT_EQ(answer, (EventAnswer{EventOutcome::stale, alert("cpu").id, AlertType::child}));
  then_is(AlertStatus::active, "cpu");
}

TEST_F(ResolvingScenario, a_late_copy_of_an_older_trigger_does_not_let_a_stale_resolve_through) {
  auto older = triggered("cpu");
  older.occurred_at = clock.now() - 1min;
  given(older);

  auto resolve = resolved("cpu");
  resolve.occurred_at = clock.now() - 30s;

  EXPECT_EQ(when(resolve).outcome, EventOutcome::stale);
  then_is(AlertStatus::active, "cpu");
}

TEST_F(ResolvingScenario, a_resolve_whose_time_was_never_set_resolves) {
  auto resolve = resolved("cpu");
  resolve.occurred_at = domain::time_from("0001-01-01T00:00:00Z");

  EXPECT_EQ(when(resolve).outcome, EventOutcome::resolved);
  then_is(AlertStatus::resolved, "cpu");
}

TEST_F(ResolvingScenario, a_resolve_from_a_clock_that_is_a_week_behind_resolves) {
  auto resolve = resolved("cpu");
  resolve.occurred_at = clock.now() - 7 * 24h;

  EXPECT_EQ(when(resolve).outcome, EventOutcome::resolved);
  then_is(AlertStatus::resolved, "cpu");
}

TEST_F(ResolvingScenario, an_early_resolve_from_a_clock_that_is_a_week_behind_ends_its_trigger) {
  auto resolve = resolved("swap");
  resolve.occurred_at = clock.now() - 7 * 24h;
  given(resolve);
  when_time_passes(1s);

  EXPECT_EQ(when(triggered("swap")).outcome, EventOutcome::overtaken);
}

TEST_F(ResolvingScenario, an_alert_shows_when_it_was_received_if_the_sender_says_a_year_from_now) {
  auto trigger = triggered("swap");
  trigger.occurred_at = clock.now() + 365 * 24h;
  given(trigger);

  EXPECT_EQ(alert("swap").occurred_at, alert("swap").opened_at);
}

TEST_F(ResolvingScenario, a_trigger_from_a_clock_that_runs_ahead_can_be_resolved_at_once) {
  auto trigger = triggered("swap");
  trigger.occurred_at = clock.now() + 4min;
  given(trigger);

  when(resolved("swap"));

  then_is(AlertStatus::resolved, "swap");
}

TEST_F(ResolvingScenario, an_acknowledged_child_is_resolved_like_any_other) {
  given(resolved("disk"));
  given(resolved("cpu"));
  const auto answer = when(acknowledged("memory"));
  EXPECT_EQ(answer,
            (EventAnswer{EventOutcome::acknowledged, alert("memory").id, AlertType::child}));

  when(resolved("memory"));

  then_is(AlertStatus::resolved, "disk");
}

TEST_F(ResolvingScenario, a_resolve_is_not_announced_when_the_event_manager_is_gone) {
  managers.remove(acme, ops);
  ASSERT_TRUE(resolve_alert.handle({acme, alert("cpu").id, "alice"}));
  ASSERT_TRUE(resolve_alert.handle({acme, alert("memory").id, "alice"}));

  const auto outcome = resolve_alert.handle({acme, alert("disk").id, "alice"});

  ASSERT_TRUE(outcome);
  EXPECT_EQ(*outcome, domain::ResolveOutcome::resolved);
  then_is(AlertStatus::resolved, "disk");
  EXPECT_EQ(announced(), Told{"opened disk"});
}

}  // namespace
}  // namespace tocsin::tests
