#include "tests/simulation/runner/shrink.hpp"

#include <gtest/gtest.h>

namespace tocsin::simulation {
namespace {

constexpr auto action = static_cast<std::size_t>(Label::client_action);
constexpr auto gap = static_cast<std::size_t>(Label::client_gap);

Draws some_draws() {
  Draws draws;
  draws[action] = {3, 1, 4, 1, 5, 9, 2, 6};
  draws[gap] = {7, 7, 7};
  return draws;
}

TEST(Shrink, keeps_only_the_draws_that_the_failure_needs) {
  const auto needs_the_five = [](const Draws& draws) -> std::optional<Draws> {
    const bool fails = draws[action].size() > 4 && draws[action][4] == 5;
    return fails ? std::optional{draws} : std::nullopt;
  };

  const auto minimum = shrunk(some_draws(), needs_the_five, 1000);

  EXPECT_EQ(minimum[action], (std::vector<std::uint32_t>{0, 0, 0, 0, 5, 0, 0, 0}));
  EXPECT_EQ(weight_of(minimum), 1U);
}

TEST(Shrink, keeps_what_is_needed_together) {
  const auto needs_both = [](const Draws& draws) -> std::optional<Draws> {
    const bool fails = draws[action][1] == 1 && draws[gap][2] == 7;
    return fails ? std::optional{draws} : std::nullopt;
  };

  EXPECT_EQ(weight_of(shrunk(some_draws(), needs_both, 1000)), 2U);
}

TEST(Shrink, makes_no_more_runs_than_it_may) {
  std::size_t runs = 0;
  const auto never = [&](const Draws&) {
    ++runs;
    return std::optional<Draws>{};
  };

  EXPECT_EQ(shrunk(some_draws(), never, 5), some_draws());
  EXPECT_EQ(runs, 5U);
}

TEST(Choices, the_same_seed_draws_the_same_and_each_label_on_its_own) {
  Choices one{7};
  Choices other{7};
  other.choose(Label::latency, 1000);

  for (int i = 0; i < 50; ++i)
    EXPECT_EQ(one.choose(Label::ids, 1'000'000), other.choose(Label::ids, 1'000'000));
}

TEST(Choices, a_replay_draws_what_was_drawn_and_then_nothing) {
  Choices first{7};
  const auto drawn = first.choose(Label::latency, 1000);

  Choices again{first.draws()};
  EXPECT_EQ(again.choose(Label::latency, 1000), drawn);
  EXPECT_EQ(again.choose(Label::latency, 1000), 0U);
  EXPECT_TRUE(again.left_over().empty());
}

TEST(Choices, tells_which_labels_of_a_replay_were_not_asked_for) {
  Draws draws;
  draws[action] = {1};
  EXPECT_EQ(Choices{draws}.left_over(), std::vector<std::string>{"client_action"});
}

TEST(Choices, a_spread_stays_between_its_bounds) {
  Choices choices{1};
  for (int i = 0; i < 1000; ++i) {
    const auto drawn = choices.spread(Label::downtime, 10, 5000);
    EXPECT_GE(drawn, 10);
    EXPECT_LE(drawn, 5000);
  }
}

TEST(Draws, come_back_from_their_text) {
  auto draws = some_draws();
  draws[action].resize(500);
  draws[action].push_back(8);

  const auto read = draws_from(text_of(draws));

  ASSERT_TRUE(read);
  EXPECT_EQ(*read, draws);
}

TEST(Draws, a_stale_file_is_refused) {
  EXPECT_FALSE(draws_from("something else\n"));
  EXPECT_FALSE(draws_from("tocsin-sim draws 1\nno_such_label 1\n"));
  EXPECT_FALSE(draws_from("tocsin-sim draws 1\nlatency one\n"));
}

}  // namespace
}  // namespace tocsin::simulation
