#include "adapters/sqlite/database/schema.hpp"
#include "tests/adapters/sqlite/database/temporary_directory.hpp"
#include "tests/simulation/sqlite/ledger/run.hpp"
#include "tests/simulation/sqlite/ledger/upgrade.hpp"
#include "tests/support/prelude.hpp"

namespace tocsin::simulation {
namespace {

using adapters::sqlite::DataDirectory;

std::string said(const LedgerOutcome& outcome) {
  return outcome.violation ? outcome.violation->invariant + ": " + outcome.violation->text : "";
}

class LedgerSimulation : public testing::Test {
 protected:
  tests::TemporaryDirectory place;
  DataDirectory directory = *DataDirectory::open(place.path());
};

TEST_F(LedgerSimulation, keeps_what_it_answered_over_power_cuts_and_a_failing_disk) {
  LedgerOutcome all;
  for (std::uint64_t seed = 1; seed <= 120; ++seed) {
    const auto outcome = run_ledger(directory, seed);
    EXPECT_EQ(said(outcome), "") << "tocsin-sim-sqlite --seed " << seed;
    all.add(outcome);
  }
  EXPECT_GT(all.recoveries, 500U);
  EXPECT_GT(all.refused, 10U);
  EXPECT_GT(all.unanswered_kept, 0U);
  EXPECT_GT(all.unanswered, all.unanswered_kept);
  EXPECT_GT(all.kills, 100U);
  EXPECT_GT(all.stops, 0U);
}

TEST_F(LedgerSimulation, does_the_same_for_the_same_seed) {
  const auto outcome = run_ledger(directory, 3);
  EXPECT_EQ(run_ledger(directory, 3).hash, outcome.hash);
  EXPECT_NE(run_ledger(directory, 4).hash, outcome.hash);
}

class UpgradeSimulation : public LedgerSimulation, public testing::WithParamInterface<int> {};

TEST_P(UpgradeSimulation, loses_nothing_at_whatever_change_the_power_is_cut) {
  const auto outcome = run_upgrade(directory, 1, GetParam());

  EXPECT_EQ(said(outcome), "");
  EXPECT_GT(outcome.recoveries, 50U);
}

INSTANTIATE_TEST_SUITE_P(FromSchema, UpgradeSimulation, testing::Values(0));

class PlantedBugInTheLedger : public LedgerSimulation,
                              public testing::WithParamInterface<std::size_t> {};

TEST_P(PlantedBugInTheLedger, is_found) {
  const auto mutant = static_cast<SqliteMutant>(GetParam());
  bool is_found = false;
  for (std::uint64_t seed = 1; seed <= 60 && !is_found; ++seed)
    is_found = run_ledger(directory, seed, mutant).violation.has_value();
  EXPECT_TRUE(is_found) << sqlite_mutant_texts[GetParam()];
}

INSTANTIATE_TEST_SUITE_P(Each,
                         PlantedBugInTheLedger,
                         testing::Range(std::size_t{1}, sqlite_mutant_count));

}  // namespace
}  // namespace tocsin::simulation
