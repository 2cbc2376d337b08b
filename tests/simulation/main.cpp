// tocsin-sim: runs the whole application through seeds of chance, and says which promise is broken.

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>
#include <string>

#include <CLI/CLI.hpp>

#include "tests/simulation/runner/runner.hpp"
#include "tests/simulation/runner/saved_run.hpp"
#include "tests/simulation/runner/shrink.hpp"

using namespace tocsin::simulation;
namespace tests = tocsin::tests;

namespace {

using Clock = std::chrono::steady_clock;

struct Wishes {
  std::uint64_t seed = 0;
  std::string seeds;
  std::string replay;
  std::string save;
  std::size_t mutant = 0;
  bool all_mutants = false;
  std::uint64_t max_seeds = 2'000;
  std::size_t shrinking_runs = 3'000;
  bool is_told = false;
  bool is_proof = false;
  Plan plan;
};

std::string how(const Outcome& outcome) {
  std::ostringstream text;
  text << "trace " << std::hex << std::setw(16) << std::setfill('0') << outcome.hash << std::dec
       << ", " << outcome.steps << " steps, " << outcome.lives << " lives, " << outcome.sends
       << " messages";
  return text.str();
}

void show_lines(const Outcome& outcome, std::size_t maximum) {
  const auto& lines = outcome.lines;
  for (auto i = lines.size() > maximum ? lines.size() - maximum : 0; i < lines.size(); ++i)
    std::cout << "  " << lines[i] << '\n';
}

void save(const Wishes& wishes, const Outcome& outcome) {
  if (wishes.save.empty()) return;
  std::ofstream{wishes.save} << text_of(SavedRun{wishes.plan, outcome.draws});
  std::cout << "the draws are in " << wishes.save << '\n';
}

// The timeline of the shortest way to the same violation.
void explain(const Wishes& wishes, const Outcome& failed) {
  std::cout << "VIOLATED " << failed.violation->invariant << ": " << failed.violation->text << '\n';
  const auto minimum = shrunk_run(failed, wishes.plan, wishes.shrinking_runs);
  std::cout << "shrunk from " << weight_of(failed.draws) << " draws to " << weight_of(minimum.draws)
            << ":\n";
  show_lines(minimum, 14);
  save(wishes, minimum.violation ? minimum : failed);
}

int run_one(const Wishes& wishes) {
  auto plan = wishes.plan;
  plan.is_told = wishes.is_told;
  const auto outcome = run_seed(wishes.seed, plan);
  std::cout << "seed " << wishes.seed << ": " << how(outcome) << '\n';
  if (wishes.is_told) show_lines(outcome, outcome.lines.size());
  if (!outcome.violation) {
    save(wishes, outcome);
    return EXIT_SUCCESS;
  }
  explain(wishes, outcome);
  return EXIT_FAILURE;
}

int replay(const Wishes& wishes) {
  std::stringstream text;
  text << std::ifstream{wishes.replay}.rdbuf();
  auto run = saved_run_from(text.str());
  if (!run) {
    std::cerr << wishes.replay << ": " << run.error().message << '\n';
    return EXIT_FAILURE;
  }
  run->plan.is_told = true;
  const auto outcome = run_draws(run->draws, run->plan);
  std::cout << "replay: " << how(outcome) << '\n';
  show_lines(outcome, wishes.is_told ? outcome.lines.size() : 14);
  if (outcome.violation) std::cout << "VIOLATED " << outcome.violation->invariant << '\n';
  for (const auto& label : outcome.left_over)
    std::cerr << "not all of \"" << label << "\" was drawn: this is not the run that was saved\n";
  return outcome.violation || !outcome.left_over.empty() ? EXIT_FAILURE : EXIT_SUCCESS;
}

int run_many(const Wishes& wishes) {
  const auto dots = wishes.seeds.find("..");
  const auto first = std::stoull(wishes.seeds.substr(0, dots));
  const auto last = dots == std::string::npos ? first : std::stoull(wishes.seeds.substr(dots + 2));
  Tally tally;
  const auto began = Clock::now();
  int violated = 0;
  for (auto seed = first; seed <= last && violated < 3; ++seed) {
    const auto outcome = run_seed(seed, wishes.plan);
    tally.add(outcome);
    if (!outcome.violation) continue;
    ++violated;
    std::cout << "seed " << seed << ": " << how(outcome) << '\n';
    explain(wishes, outcome);
  }
  tally.print(std::cout, Clock::now() - began);
  tests::Proof proof{std::cout};
  if (wishes.is_proof) tally.prove(proof);
  return violated == 0 && proof.holds() ? EXIT_SUCCESS : EXIT_FAILURE;
}

#ifdef TOCSIN_MUTANTS
// How many seeds it took; nothing when so many were not enough.
std::optional<std::uint64_t> kill(std::size_t mutant, const Wishes& wishes) {
  auto plan = wishes.plan;
  plan.mutant = static_cast<Mutant>(mutant);
  const auto began = Clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - began).count(); };
  std::cout << std::setw(3) << mutant << "  " << std::left << std::setw(62) << mutant_texts[mutant]
            << std::right;
  for (std::uint64_t seed = 1; seed <= wishes.max_seeds; ++seed) {
    const auto outcome = run_seed(seed, plan);
    if (!outcome.violation) continue;
    std::cout << std::setw(5) << seed << " seeds " << std::setw(6) << std::fixed
              << std::setprecision(1) << seconds() << " s  " << outcome.violation->invariant << ": "
              << outcome.violation->text << std::endl;
    return seed;
  }
  std::cout << "  ALIVE after " << wishes.max_seeds << " seeds, " << seconds() << " s" << std::endl;
  return std::nullopt;
}

int kill_all(const Wishes& wishes) {
  std::size_t found = 0;
  std::uint64_t max_seeds = 0;
  for (std::size_t mutant = 1; mutant < mutant_count; ++mutant) {
    const auto seeds = kill(mutant, wishes);
    found += seeds ? 1U : 0U;
    max_seeds = std::max(max_seeds, seeds.value_or(0));
  }
  std::cout << found << " of " << mutant_count - 1 << " found\n";
  tests::Proof proof{std::cout};
  if (wishes.is_proof) {
    proof.at_least("planted bugs found", found, mutant_count - 1);
    proof.at_most("seeds to find the last of them", max_seeds, wishes.max_seeds);
  }
  return found == mutant_count - 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
#endif

}  // namespace

int main(int argc, char** argv) {
  Wishes wishes;
  CLI::App app{"Runs the whole of Tocsin through what can go wrong"};
  app.add_option("--seed", wishes.seed, "One run, explained when it fails");
  app.add_option("--seeds", wishes.seeds, "Many runs, A..B, and a table of them");
  app.add_option("--replay", wishes.replay, "A saved run, by its own plan");
  app.add_option("--save", wishes.save, "Where to keep the run's plan and draws");
  app.add_option("--days", wishes.plan.days, "Simulated days of a run")->default_val(1);
  app.add_option("--shrinking-runs", wishes.shrinking_runs, "Most runs to shrink a failure by");
  app.add_flag(
      "--prove", wishes.is_proof, "Hold the figures of --seeds or --mutants against gates");
  app.add_flag("--tell", wishes.is_told, "The whole timeline");
#ifdef TOCSIN_MUTANTS
  app.add_option("--mutant", wishes.mutant, "Plants this bug")->check(CLI::Range(mutant_count - 1));
  app.add_flag("--mutants", wishes.all_mutants, "Plants one bug after the other and counts seeds");
  app.add_option("--most-seeds", wishes.max_seeds, "Seeds before a planted bug counts as missed");
#endif
  CLI11_PARSE(app, argc, argv);
  wishes.plan.mutant = static_cast<Mutant>(wishes.mutant);
  if (!wishes.replay.empty()) return replay(wishes);
  if (!wishes.seeds.empty()) return run_many(wishes);
#ifdef TOCSIN_MUTANTS
  if (wishes.all_mutants) return kill_all(wishes);
#endif
  return run_one(wishes);
}
