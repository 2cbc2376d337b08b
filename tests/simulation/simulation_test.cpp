#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include <gtest/gtest.h>

#include "tests/simulation/runner/runner.hpp"
#include "tests/simulation/runner/saved_run.hpp"

namespace tocsin::simulation {
namespace {

Plan short_plan() {
  Plan plan;
  plan.days = 0.05;
  return plan;
}

std::string said(const std::optional<Violation>& violation) {
  return violation ? violation->invariant + ": " + violation->text : "";
}

TEST(Simulation, every_promise_holds_through_what_goes_wrong) {
  std::uint64_t faults = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const auto outcome = run_seed(seed, short_plan());
    EXPECT_EQ(said(outcome.violation), "") << "seed " << seed;
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

// As a file brings it back.
Outcome replayed(const std::string& text) {
  const auto run = saved_run_from(text);
  EXPECT_TRUE(run) << (run ? "" : run.error().message);
  return run ? run_draws(run->draws, run->plan) : Outcome{};
}

TEST(Simulation, a_saved_run_with_crashes_is_the_same_run_again) {
  Outcome first;
  for (std::uint64_t seed = 1; seed <= 50 && first.lives < 3; ++seed)
    first = run_seed(seed, short_plan());
  ASSERT_GE(first.lives, 3U);

  const auto again = replayed(text_of(SavedRun{short_plan(), first.draws}));

  EXPECT_EQ(again.hash, first.hash);
  EXPECT_EQ(again.lives, first.lives);
  EXPECT_TRUE(again.left_over.empty());
}

TEST(Simulation, a_replay_that_leaves_draws_over_says_so) {
  auto draws = run_seed(3, short_plan()).draws;
  draws[static_cast<std::size_t>(Label::latency)].resize(100'000);

  EXPECT_EQ(run_draws(draws, short_plan()).left_over, std::vector<std::string>{"latency"});
}

TEST(SavedRun, says_by_which_plan_it_was_made) {
  Plan plan;
  plan.days = 0.1;
  plan.mutant = Mutant::sent_late;
  plan.actors[static_cast<std::size_t>(Actor::signals)] = false;

  const auto read = saved_run_from(text_of(SavedRun{plan, {}}));

  ASSERT_TRUE(read);
  EXPECT_EQ(read->plan.days, 0.1);
  EXPECT_EQ(read->plan.mutant, Mutant::sent_late);
  EXPECT_TRUE(read->plan.has(Actor::subscribers));
  EXPECT_FALSE(read->plan.has(Actor::signals));
}

TEST(SavedRun, that_is_older_than_its_actors_is_without_them) {
  const auto read = saved_run_from("tocsin-sim run 1\ndays 1\nmutant none\ntocsin-sim draws 1\n");

  ASSERT_TRUE(read);
  EXPECT_FALSE(read->plan.has(Actor::subscribers));
}

TEST(SavedRun, with_an_actor_that_nobody_knows_is_refused) {
  EXPECT_FALSE(
      saved_run_from("tocsin-sim run 1\ndays 1\nmutant none\nwith nobody\ntocsin-sim draws 1\n"));
}

TEST(SavedRun, without_a_plan_is_refused) {
  EXPECT_FALSE(saved_run_from(""));
  EXPECT_FALSE(saved_run_from("tocsin-sim draws 1\n"));
  EXPECT_FALSE(saved_run_from("tocsin-sim run 1\ntocsin-sim draws 1\n"));
  EXPECT_FALSE(
      saved_run_from("tocsin-sim run 1\ndays 1\nmutant no_such_bug\ntocsin-sim draws 1\n"));
  EXPECT_FALSE(saved_run_from("tocsin-sim run 1\ndays 1\nmutant none\nlatency 1\n"));
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
                                           Mutant::refusal_is_retried,
                                           Mutant::rollback_keeps,
                                           Mutant::subscription_not_removed,
                                           Mutant::workflow_pump_idle,
                                           Mutant::log_pump_idle,
                                           Mutant::not_sent));

TEST(Simulation, a_failure_shrinks_to_one_that_fails_alike_and_replays_so) {
  auto plan = short_plan();
  plan.mutant = Mutant::not_sent;
  Outcome failed;
  for (std::uint64_t seed = 1; seed <= 50 && !failed.violation; ++seed)
    failed = run_seed(seed, plan);
  ASSERT_TRUE(failed.violation);

  const auto minimum = shrunk_run(failed, plan, 200);

  ASSERT_TRUE(minimum.violation);
  EXPECT_EQ(minimum.violation->invariant, failed.violation->invariant);
  EXPECT_FALSE(minimum.lines.empty());
  for (const auto* outcome : {&std::as_const(failed), &minimum}) {
    const auto again = replayed(text_of(SavedRun{plan, outcome->draws}));
    EXPECT_EQ(said(again.violation), said(outcome->violation));
    EXPECT_EQ(again.hash, outcome->hash);
    EXPECT_TRUE(again.left_over.empty());
  }
}
#endif

// Each is the shortest way to a bug that there was.
TEST(Simulation, what_once_failed_holds_now) {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator{TOCSIN_REGRESS}) {
    std::stringstream text;
    text << std::ifstream{file.path()}.rdbuf();
    const auto outcome = replayed(text.str());
    EXPECT_EQ(said(outcome.violation), "") << file.path();
    EXPECT_TRUE(outcome.left_over.empty()) << file.path();
    ++files;
  }
  EXPECT_GT(files, 0U);
}

}  // namespace
}  // namespace tocsin::simulation
