#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/simulation/runner.hpp"

namespace tocsin::simulation {
namespace {

Plan short_plan() {
  Plan plan;
  plan.days = 0.05;
  return plan;
}

std::string text_of(const std::optional<Violation>& violation) {
  return violation ? violation->invariant + ": " + violation->text : "";
}

TEST(Simulation, every_promise_holds_through_what_goes_wrong) {
  std::uint64_t faults = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto outcome = run_seed(seed, short_plan());
    EXPECT_EQ(text_of(outcome.violation), "") << "seed " << seed;
    for (const auto count : outcome.faults)
      faults += count;
  }
  EXPECT_GT(faults, 1'000U);
}

TEST(Simulation, the_same_seed_is_the_same_run) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto once = run_seed(seed, short_plan());
    const auto again = run_seed(seed, short_plan());
    EXPECT_EQ(once.hash, again.hash);
    EXPECT_EQ(once.draws, again.draws);
    EXPECT_GT(once.steps, 50U);
  }
}

TEST(Simulation, a_replay_is_the_run_whose_draws_it_has) {
  const auto first = run_seed(3, short_plan());
  EXPECT_EQ(run_draws(first.draws, short_plan()).hash, first.hash);
}

#ifdef TOCSIN_MUTANTS
// One bug of each kind: of the disk, the clock, the timers, the sender, the answer.
class PlantedBug : public ::testing::TestWithParam<Mutant> {};

TEST_P(PlantedBug, is_found) {
  auto plan = short_plan();
  plan.mutant = GetParam();
  bool is_found = false;
  for (std::uint64_t seed = 1; seed <= 200 && !is_found; ++seed)
    is_found = run_seed(seed, plan).violation.has_value();
  EXPECT_TRUE(is_found);
}

INSTANTIATE_TEST_SUITE_P(Simulation,
                         PlantedBug,
                         ::testing::Values(Mutant::answer_before_commit,
                                           Mutant::key_per_attempt,
                                           Mutant::timer_not_cancelled,
                                           Mutant::clock_fast,
                                           Mutant::sent_twice,
                                           Mutant::not_sent));

TEST(Simulation, a_failure_shrinks_to_one_that_fails_alike) {
  auto plan = short_plan();
  plan.mutant = Mutant::not_sent;
  Outcome failed;
  for (std::uint64_t seed = 1; seed <= 50 && !failed.violation; ++seed)
    failed = run_seed(seed, plan);
  ASSERT_TRUE(failed.violation);

  const auto least = shrunk_run(failed, plan, 200);

  ASSERT_TRUE(least.violation);
  EXPECT_EQ(least.violation->invariant, failed.violation->invariant);
  EXPECT_FALSE(least.lines.empty());
}
#endif

// Each is the shortest way to a bug that there was.
TEST(Simulation, what_once_failed_holds_now) {
  std::size_t replayed = 0;
  for (const auto& file : std::filesystem::directory_iterator{TOCSIN_REGRESS}) {
    std::stringstream text;
    text << std::ifstream{file.path()}.rdbuf();
    const auto draws = draws_from(text.str());
    ASSERT_TRUE(draws) << file.path();
    EXPECT_EQ(text_of(run_draws(*draws, Plan{}).violation), "") << file.path();
    ++replayed;
  }
  EXPECT_GT(replayed, 0U);
}

}  // namespace
}  // namespace tocsin::simulation
