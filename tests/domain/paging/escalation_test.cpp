#include "domain/paging/escalation.hpp"

#include "tests/builders/paging.hpp"

namespace tocsin::domain {
namespace {

using namespace std::chrono_literals;
using tests::a_policy;
using tests::alice;
using tests::bob;
using tests::shared;

Escalation of_two_levels(std::uint16_t repeat = 0) {
  auto policy = a_policy({{alice}, {bob}});
  policy.repeat = repeat;
  return Escalation{shared(policy)};
}

TEST(EscalationTest, begins_at_the_first_level) {
  const auto escalation = of_two_levels(3);

  EXPECT_EQ(escalation.state(), EscalationState::escalating);
  EXPECT_EQ(escalation.level(), 0);
  EXPECT_EQ(escalation.rounds_left(), 3);
  EXPECT_EQ(escalation.epoch(), 0U);
  EXPECT_EQ(escalation.targets(), std::vector{alice});
}

TEST(EscalationTest, has_nobody_to_tell_without_a_policy) {
  Escalation escalation{nullptr};

  EXPECT_EQ(escalation.state(), EscalationState::no_policy);
  EXPECT_TRUE(escalation.targets().empty());
  EXPECT_EQ(escalation.time_out(0), TimeoutOutcome::superseded);
}

TEST(EscalationTest, counts_a_policy_without_levels_as_none) {
  const Escalation escalation{shared(a_policy({}))};

  EXPECT_EQ(escalation.state(), EscalationState::no_policy);
  EXPECT_FALSE(escalation.policy());
  EXPECT_TRUE(escalation.targets().empty());
}

TEST(EscalationTest, goes_to_the_next_level_when_nobody_answers) {
  auto escalation = of_two_levels();

  EXPECT_EQ(escalation.time_out(0), TimeoutOutcome::escalated);

  EXPECT_EQ(escalation.level(), 1);
  EXPECT_EQ(escalation.epoch(), 1U);
  EXPECT_EQ(escalation.targets(), std::vector{bob});
}

TEST(EscalationTest, takes_a_doubled_timeout_once) {
  auto escalation = of_two_levels();

  EXPECT_EQ(escalation.time_out(0), TimeoutOutcome::escalated);
  EXPECT_EQ(escalation.time_out(0), TimeoutOutcome::superseded);

  EXPECT_EQ(escalation.level(), 1);
  EXPECT_EQ(escalation.epoch(), 1U);
}

TEST(EscalationTest, ignores_a_timeout_of_an_epoch_to_come) {
  auto escalation = of_two_levels();

  EXPECT_EQ(escalation.time_out(1), TimeoutOutcome::superseded);
  EXPECT_EQ(escalation.level(), 0);
}

TEST(EscalationTest, is_exhausted_after_the_last_level) {
  auto escalation = of_two_levels();

  EXPECT_EQ(escalation.time_out(0), TimeoutOutcome::escalated);
  EXPECT_EQ(escalation.time_out(1), TimeoutOutcome::exhausted);
  EXPECT_EQ(escalation.time_out(2), TimeoutOutcome::superseded);

  EXPECT_EQ(escalation.state(), EscalationState::exhausted);
  EXPECT_EQ(escalation.level(), 1);
}

TEST(EscalationTest, goes_through_all_levels_again_as_often_as_the_policy_says) {
  auto escalation = of_two_levels(2);
  std::vector<std::uint16_t> paged{escalation.level()};

  std::uint32_t epoch = 0;
  while (escalation.time_out(epoch++) == TimeoutOutcome::escalated) {
    paged.push_back(escalation.level());
  }

  EXPECT_EQ(paged, (std::vector<std::uint16_t>{0, 1, 0, 1, 0, 1}));
  EXPECT_EQ(escalation.state(), EscalationState::exhausted);
  EXPECT_EQ(escalation.rounds_left(), 0);
}

TEST(EscalationTest, has_nobody_left_when_all_targets_of_the_level_were_given_up) {
  auto escalation = of_two_levels();

  EXPECT_FALSE(escalation.give_up_on_target(0, 2));
  EXPECT_EQ(escalation.unreachable(), 1);
  EXPECT_TRUE(escalation.give_up_on_target(0, 2));
}

TEST(EscalationTest, counts_the_targets_of_each_level_anew) {
  auto escalation = of_two_levels();
  escalation.give_up_on_target(0, 2);

  escalation.time_out(0);

  EXPECT_EQ(escalation.unreachable(), 0);
  EXPECT_FALSE(escalation.give_up_on_target(1, 2));
}

TEST(EscalationTest, does_not_count_a_page_of_another_epoch) {
  auto escalation = of_two_levels();
  escalation.time_out(0);

  EXPECT_FALSE(escalation.give_up_on_target(0, 1));
  EXPECT_FALSE(escalation.give_up_on_target(2, 1));
  EXPECT_EQ(escalation.unreachable(), 0);
}

TEST(EscalationTest, does_not_mind_an_unreachable_target_once_somebody_has_answered) {
  auto escalation = of_two_levels();
  escalation.stop();

  EXPECT_FALSE(escalation.give_up_on_target(escalation.epoch(), 1));
}

struct StopRow {
  const char* name;
  EscalationState before;
  EscalationState after;
};

TEST(EscalationTest, stops_from_every_state) {
  const StopRow rows[] = {
      {"escalating", EscalationState::escalating, EscalationState::acknowledged},
      {"exhausted", EscalationState::exhausted, EscalationState::acknowledged},
      {"acknowledged", EscalationState::acknowledged, EscalationState::acknowledged},
      {"no policy", EscalationState::no_policy, EscalationState::no_policy}};

  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    Escalation escalation{shared(a_policy({{alice}, {bob}})), row.before, 1, 2, 7};

    escalation.stop();

    EXPECT_EQ(escalation.state(), row.after);
    EXPECT_EQ(escalation.level(), 1);
    EXPECT_EQ(escalation.epoch(), 8U);
    EXPECT_EQ(escalation.time_out(7), TimeoutOutcome::superseded);
    EXPECT_EQ(escalation.time_out(8), TimeoutOutcome::superseded);
  }
}

TEST(EscalationTest, restarts_from_the_first_level_with_all_its_rounds) {
  auto policy = a_policy({{alice}, {bob}});
  policy.repeat = 2;
  Escalation escalation{shared(policy), EscalationState::acknowledged, 1, 0, 4, 1};

  escalation.restart();

  EXPECT_EQ(escalation, (Escalation{shared(policy), EscalationState::escalating, 0, 2, 5}));
}

TEST(EscalationTest, without_a_policy_restarts_as_a_new_epoch_with_nobody_to_page) {
  Escalation escalation{nullptr};

  escalation.restart();

  EXPECT_EQ(escalation, (Escalation{nullptr, EscalationState::no_policy, 0, 0, 1}));
}

TEST(EscalationTest, is_the_same_when_all_of_it_is) {
  const auto policy = shared(a_policy({{alice}, {bob}}));
  const auto same_policy = shared(a_policy({{alice}, {bob}}));
  const auto other_policy = shared(a_policy({{bob}}));
  const auto escalating = EscalationState::escalating;
  const Escalation escalation{policy, escalating, 1, 2, 3};

  EXPECT_EQ(escalation, (Escalation{policy, escalating, 1, 2, 3}));
  EXPECT_EQ(escalation, (Escalation{same_policy, escalating, 1, 2, 3}));
  EXPECT_NE(escalation, (Escalation{other_policy, escalating, 1, 2, 3}));
  EXPECT_NE(escalation, (Escalation{nullptr, escalating, 1, 2, 3}));
  EXPECT_NE((Escalation{nullptr, escalating, 1, 2, 3}), escalation);
  EXPECT_NE(escalation, (Escalation{policy, EscalationState::exhausted, 1, 2, 3}));
  EXPECT_NE(escalation, (Escalation{policy, escalating, 0, 2, 3}));
  EXPECT_NE(escalation, (Escalation{policy, escalating, 1, 1, 3}));
  EXPECT_NE(escalation, (Escalation{policy, escalating, 1, 2, 4}));
  EXPECT_NE(escalation, (Escalation{policy, escalating, 1, 2, 3, 1}));
}

TEST(EscalationPolicyTest, a_level_may_have_a_delay_of_its_own) {
  auto policy = a_policy({{alice}, {bob}}, 15min);
  policy.levels[1].acknowledgement_delay = 5min;

  EXPECT_EQ(policy.delay_of(0), 15min);
  EXPECT_EQ(policy.delay_of(1), 5min);
}

TEST(EscalationPolicyTest, gives_a_quarter_of_an_hour_when_nothing_is_said) {
  EXPECT_EQ(EscalationPolicy{}.acknowledgement_delay, 15min);
}

}  // namespace
}  // namespace tocsin::domain
