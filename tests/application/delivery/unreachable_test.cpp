#include "tests/worlds/paging.hpp"

// What becomes of an outage when those who are paged cannot be told.
namespace tocsin::application {
namespace {

using namespace std::chrono_literals;
using namespace tests;  // NOLINT: the words of the scenarios
using domain::EscalationState;
using Everybody = std::vector<Paged>;
using Due = std::vector<domain::Duration>;
using Verdict = domain::AttemptResult::Verdict;

struct Unreachable : PagingScenario {
  Unreachable() { given_a_policy(a_policy({{alice, carol}, {bob}}, 15min)); }

  domain::NotificationId page_to(const domain::Target& target) const {
    for (const auto& [id, page] : outbox.kept) {
      if (page.deliveries.front().target == target) return id;
    }
    ADD_FAILURE() << "there is no page for " << target.id;
    return {};
  }

  void when_refused(domain::NotificationId page) {
    const auto attempt = outbox.kept.at(page).deliveries.front().attempt_count;
    EXPECT_TRUE(
        record_attempt.handle({{page, 0}, attempt, {Verdict::refused, "no such number", {}}}));
  }

  void when_tried_and_refused(const domain::Target& target) {
    const auto page = page_to(target);
    const auto message = start_attempt.handle({{page, 0}});
    ASSERT_TRUE(message && *message);
    EXPECT_EQ((*message)->target, target);
    when_refused(page);
  }
};

TEST_F(Unreachable, the_next_level_is_paged_at_once_when_nobody_of_this_one_can_be_told) {
  const auto id = given_an_unhealthy_service();
  clock.advance(1min);

  when_tried_and_refused(alice);
  when_tried_and_refused(carol);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"carol", 0}, {"bob", 1}}));
  EXPECT_EQ(timers_due(), Due{16min});
  EXPECT_EQ(timeline.kept.back().why, "level 1: no target of level 0 can be reached");
  EXPECT_EQ(alert(id).escalation->epoch(), 1U);
}

TEST_F(Unreachable, the_one_who_is_left_of_a_level_has_all_the_time_to_answer) {
  given_an_unhealthy_service();

  when_tried_and_refused(alice);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"carol", 0}}));
  EXPECT_EQ(timers_due(), Due{15min});
}

TEST_F(Unreachable, somebody_who_is_tried_again_by_hand_is_missed_once) {
  given_an_unhealthy_service();
  const auto page = page_to(alice);
  when_tried_and_refused(alice);
  clock.advance(1s);
  auto again = outbox.ended.at(page);
  again.deliveries.front().revive(clock.now());
  outbox.revive(again);

  when_tried_and_refused(alice);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"carol", 0}}));
}

TEST_F(Unreachable, somebody_who_is_named_twice_is_missed_once) {
  given_a_policy(a_policy({{alice, alice}, {bob}}));
  given_an_unhealthy_service();

  when_tried_and_refused(alice);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
}

TEST_F(Unreachable, a_page_of_a_level_that_is_over_says_nothing_about_this_one) {
  given_a_policy(a_policy({{alice}, {bob}, {carol}}));
  const auto id = given_an_unhealthy_service();
  const auto page = page_to(alice);
  when_due_attempts_start();
  when_time_passes(15min);

  when_refused(page);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
  EXPECT_EQ(alert(id).escalation->level(), 1);
}

TEST_F(Unreachable, on_the_last_level_the_escalation_is_exhausted) {
  given_a_policy(a_policy({{alice}}));
  const auto id = given_an_unhealthy_service();

  when_tried_and_refused(alice);

  EXPECT_EQ(alert(id).escalation->state(), EscalationState::exhausted);
  EXPECT_EQ(timers_due(), Due{});
  EXPECT_EQ(metrics.of(ports::Counter::escalations_exhausted), 1);
  EXPECT_EQ(timeline.kept.back().why, "no target of level 0 can be reached; no level is left");
}

TEST_F(Unreachable, nothing_is_left_to_escalate_once_the_levels_are_exhausted) {
  given_a_policy(a_policy({{alice}}));
  const auto id = given_an_unhealthy_service();
  const auto page = page_to(alice);
  when_due_attempts_start();
  when_time_passes(15min);

  when_refused(page);

  EXPECT_EQ(alert(id).escalation->state(), EscalationState::exhausted);
  EXPECT_EQ(metrics.of(ports::Counter::escalations_exhausted), 1);
}

TEST_F(Unreachable, a_level_goes_on_at_once_when_its_only_fallback_cannot_be_told) {
  given_a_policy(a_policy({{}, {bob}}));
  given_an_unhealthy_service();

  when_tried_and_refused(operators);

  EXPECT_EQ(paged(), (Everybody{{"operators", 0}, {"bob", 1}}));
}

TEST_F(Unreachable, a_page_takes_the_fallback_of_its_channel_before_the_level_is_given_up) {
  const domain::Target alice_by_sms{"alice", domain::Channel::sms, "+33600000001"};
  fallbacks.by_channel[static_cast<std::size_t>(domain::Channel::email)] = alice_by_sms;
  given_a_policy(a_policy({{alice}, {bob}}));
  given_an_unhealthy_service();

  when_tried_and_refused(alice);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}}));

  when_tried_and_refused(alice_by_sms);
  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"bob", 1}}));
}

TEST_F(Unreachable, an_acknowledgement_while_the_page_was_on_its_way_ends_it) {
  const auto id = given_an_unhealthy_service();
  const auto pages = when_due_attempts_start();
  when_acknowledged(id);

  for (const auto page : pages)
    when_refused(page);

  EXPECT_EQ(paged(), (Everybody{{"alice", 0}, {"carol", 0}}));
  EXPECT_TRUE(outbox.kept.empty());
}

}  // namespace
}  // namespace tocsin::application
