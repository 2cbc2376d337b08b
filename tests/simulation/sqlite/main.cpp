// tocsin-sim-sqlite: opens, fills and cuts off the real ledger over a disk in memory, and says what
// of it was lost.

#include <chrono>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "adapters/sqlite/database/schema.hpp"
#include "tests/adapters/sqlite/database/temporary_directory.hpp"
#include "tests/simulation/sqlite/ledger/run.hpp"
#include "tests/simulation/sqlite/ledger/upgrade.hpp"

using namespace tocsin::simulation;
using tocsin::adapters::sqlite::DataDirectory;

namespace {

using Clock = std::chrono::steady_clock;

struct Wishes {
  std::uint64_t seed = 0;
  std::uint64_t first_seed = 1;
  std::uint64_t recoveries = 2'000;
  std::uint64_t upgrades = 1;
  std::uint64_t max_seeds = 400;
  std::size_t mutant = 0;
  bool all_mutants = false;
};

// What failed, and how to see it again.
void show(const LedgerOutcome& failed, std::uint64_t seed, const std::string& again) {
  std::cout << "VIOLATED " << failed.violation->invariant << ": " << failed.violation->text
            << "\n  again: tocsin-sim-sqlite " << again << ' ' << seed << '\n';
}

void print(const LedgerOutcome& sum, double seconds) {
  const auto line = [](std::string_view what, auto count) {
    std::cout << "  " << std::left << std::setw(60) << what << std::right << std::setw(12) << count
              << '\n';
  };
  std::cout << std::fixed << std::setprecision(1) << "the ledger over a disk that fails\n";
  line("seconds", seconds);
  line("changes of the disk", sum.changes);
  line("batches answered as kept", sum.batches);
  line("batches refused", sum.refused);
  line("batches not answered", sum.unanswered);
  line("  of them there afterwards, whole", sum.unanswered_kept);
  line("power cuts", sum.power_cuts);
  for (std::size_t i = 0; i < phase_count; ++i)
    line("  " + std::string{phase_texts[i]}, sum.cuts_in[i]);
  line("recoveries from them, each compared with the model", sum.recoveries);
  line("integrity checks", sum.integrity_checks);
  line("kills", sum.kills);
  line("starts refused", sum.refused_starts);
  line("stops because an fsync failed", sum.stops);
  for (std::size_t i = 0; i < trouble_count; ++i)
    line(trouble_texts[i], sum.troubles[i]);
}

// A figure and its gate, for the table of all proofs.
bool prove(const std::string& what, std::uint64_t count, std::uint64_t minimum) {
  const bool is_met = count >= minimum;
  std::cout << "prove: " << what << ' ' << count << " (>= " << minimum << ')'
            << (is_met ? "" : ": NOT MET") << '\n';
  return is_met;
}

class Proof {
 public:
  Proof(const DataDirectory& directory, const Wishes& wishes)
      : directory_(directory), wishes_(wishes) {}

  int run() {
    const auto began = Clock::now();
    upgrades();
    auto seed = wishes_.first_seed;
    for (; sum_.recoveries < wishes_.recoveries && violations_ < 3; ++seed)
      lives(seed);
    print(sum_, std::chrono::duration<double>(Clock::now() - began).count());
    return judge(seed - wishes_.first_seed);
  }

 private:
  void upgrades() {
    for (std::uint64_t n = 0; n < wishes_.upgrades; ++n) {
      for (int schema = 0; schema < tocsin::adapters::sqlite::newest_schema; ++schema) {
        const auto seed = wishes_.first_seed + n;
        const auto outcome = run_upgrade(directory_, seed, schema);
        take(outcome, seed, "--upgrade " + std::to_string(schema) + " --seed");
      }
    }
  }

  void lives(std::uint64_t seed) {
    const auto outcome = run_ledger(directory_, seed);
    take(outcome, seed, "--seed");
    if (seed % 50 != wishes_.first_seed % 50) return;
    ++hashed_;
    differing_ += run_ledger(directory_, seed).hash == outcome.hash ? 0U : 1U;
  }

  void take(const LedgerOutcome& outcome, std::uint64_t seed, const std::string& again) {
    sum_.add(outcome);
    if (!outcome.violation) return;
    ++violations_;
    show(outcome, seed, again);
  }

  int judge(std::uint64_t seeds) {
    std::size_t kinds = 0;
    for (const auto count : sum_.troubles)
      kinds += count > 0 ? 1U : 0U;
    bool is_proven =
        prove("SQLite over a failing disk: power-cut recoveries compared with the model",
              sum_.recoveries,
              wishes_.recoveries);
    is_proven =
        prove("SQLite over a failing disk: kinds of disk trouble struck", kinds, trouble_count) &&
        is_proven;
    std::cout << "prove: SQLite over a failing disk: runs that lost or invented something "
              << violations_ << " (0) of " << seeds << " seeds\n"
              << "prove: SQLite over a failing disk: runs whose second trace differs " << differing_
              << " (0) of " << hashed_ << '\n';
    return is_proven && violations_ == 0 && differing_ == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
  }

  const DataDirectory& directory_;
  const Wishes& wishes_;
  LedgerOutcome sum_;
  std::uint64_t violations_ = 0;
  std::uint64_t hashed_ = 0;
  std::uint64_t differing_ = 0;
};

int run_one(const DataDirectory& directory, const Wishes& wishes, int schema) {
  const auto mutant = static_cast<SqliteMutant>(wishes.mutant);
  const auto outcome = schema < 0 ? run_ledger(directory, wishes.seed, mutant, &std::cout)
                                  : run_upgrade(directory, wishes.seed, schema, mutant);
  std::cout << "seed " << wishes.seed << ": trace " << std::hex << outcome.hash << std::dec << ", "
            << outcome.recoveries << " recoveries\n";
  if (!outcome.violation) return EXIT_SUCCESS;
  show(outcome, wishes.seed, "--seed");
  return EXIT_FAILURE;
}

bool kill(const DataDirectory& directory, std::size_t mutant, std::uint64_t max_seeds) {
  std::cout << std::setw(3) << mutant << "  " << std::left << std::setw(68)
            << sqlite_mutant_texts[mutant] << std::right;
  for (std::uint64_t seed = 1; seed <= max_seeds; ++seed) {
    const auto outcome = run_ledger(directory, seed, static_cast<SqliteMutant>(mutant));
    if (!outcome.violation) continue;
    std::cout << std::setw(4) << seed << " seeds  " << outcome.violation->invariant << ": "
              << outcome.violation->text.substr(0, 90) << std::endl;
    return true;
  }
  std::cout << " ALIVE after " << max_seeds << " seeds" << std::endl;
  return false;
}

int kill_all(const DataDirectory& directory, const Wishes& wishes) {
  std::uint64_t found = 0;
  for (std::size_t mutant = 1; mutant < sqlite_mutant_count; ++mutant)
    found += kill(directory, mutant, wishes.max_seeds) ? 1U : 0U;
  const auto planted = sqlite_mutant_count - 1;
  return prove("SQLite over a failing disk: planted bugs found", found, planted) ? EXIT_SUCCESS
                                                                                 : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  int schema = -1;
  CLI::App app{"Opens, fills and cuts off Tocsin's ledger over a disk that fails and forgets"};
  app.add_option("--recoveries", wishes.recoveries, "As many seeds as recoveries need");
  app.add_option("--first-seed", wishes.first_seed, "Where to begin");
  app.add_option("--upgrades", wishes.upgrades, "Sweeps over the upgrade from each schema");
  auto* const one = app.add_option("--seed", wishes.seed, "One run, told in full");
  app.add_option("--upgrade", schema, "With --seed: the upgrade from this schema");
  app.add_option("--mutant", wishes.mutant, "With --seed: plants this bug")
      ->check(CLI::Range(sqlite_mutant_count - 1));
  app.add_flag("--mutants", wishes.all_mutants, "Plants one bug after the other and counts seeds");
  app.add_option("--most-seeds", wishes.max_seeds, "Seeds before a planted bug counts as missed");
  CLI11_PARSE(app, argc, argv);

  const tocsin::tests::TemporaryDirectory place;
  const auto directory = DataDirectory::open(place.path());
  if (!directory) {
    std::cerr << directory.error().message << '\n';
    return EXIT_FAILURE;
  }
  if (wishes.all_mutants) return kill_all(*directory, wishes);
  if (one->count() > 0) return run_one(*directory, wishes, schema);
  return Proof{*directory, wishes}.run();
}
