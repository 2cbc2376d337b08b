#include "tests/simulation/runner/runner.hpp"

#include <algorithm>
#include <iomanip>
#include <ostream>

#include "tests/simulation/runner/shrink.hpp"

namespace tocsin::simulation {

Outcome run_seed(std::uint64_t seed, const Plan& plan) { return World{Choices{seed}, plan}.run(); }

Outcome run_draws(const Draws& draws, const Plan& plan) {
  return World{Choices{draws}, plan}.run();
}

Outcome shrunk_run(const Outcome& failed, Plan plan, std::size_t max_runs) {
  plan.max_steps = failed.steps + failed.steps / 2;
  const auto still_fails = [&](const Draws& draws) -> std::optional<Draws> {
    auto outcome = run_draws(draws, plan);
    const bool is_same =
        outcome.violation && outcome.violation->invariant == failed.violation->invariant;
    return is_same ? std::optional{std::move(outcome.draws)} : std::nullopt;
  };
  plan.is_told = false;
  const auto draws = shrunk(failed.draws, still_fails, max_runs);
  plan.is_told = true;
  return run_draws(draws, plan);
}

void Tally::add(const Outcome& outcome) {
  ++seeds_;
  faultless_ += outcome.is_faultless ? 1U : 0U;
  violated_ += outcome.violation ? 1U : 0U;
  steps_ += outcome.steps;
  batches_ += outcome.batches;
  sends_ += outcome.sends;
  lives_ += outcome.lives;
  traces_ = (traces_ ^ outcome.hash) * 0xBF58476D1CE4E5B9U;
  days_ += outcome.days;
  for (std::size_t i = 0; i < fault_count; ++i)
    faults_[i] += outcome.faults[i];
  for (std::size_t i = 0; i < point_count; ++i)
    crashes_[i] += outcome.crashes[i];
  for (const auto& [what, count] : outcome.reached)
    reached_[what] += count;
}

void Tally::print(std::ostream& out, std::chrono::duration<double> took) const {
  const auto line = [&](std::string_view what, auto count) {
    out << "  " << std::left << std::setw(52) << what << std::right << std::setw(14) << count
        << '\n';
  };
  out << std::fixed << std::setprecision(1);
  out << "runs\n";
  line("seeds", seeds_);
  line("  of them without a fault", faultless_);
  line("  of them with a violation", violated_);
  line("steps", steps_);
  line("steps a second", static_cast<double>(steps_) / took.count());
  line("simulated days", days_);
  line("simulated days a second", days_ / took.count());
  line("batches committed", batches_);
  line("messages sent", sends_);
  line("lives of the program", lives_);
  out << "  trace of them all " << std::hex << traces_ << std::dec << '\n';
  out << "faults\n";
  for (std::size_t i = 0; i < fault_count; ++i)
    line(fault_texts[i], faults_[i]);
  out << "deaths while\n";
  for (std::size_t i = 0; i < point_count; ++i)
    line(point_texts[i], crashes_[i]);
  out << "reached\n";
  for (const auto& [what, count] : reached_)
    line(what, count);
}

void Tally::prove(tests::Proof& proof) const {
  constexpr std::uint64_t often = 500;
  const auto struck = std::ranges::count_if(faults_, [](auto count) { return count >= often; });
  proof.at_least("simulated seeds", seeds_, 10'000);
  proof.at_least("simulated steps", steps_, 20'000'000);
  proof.at_least("kinds of faults that struck 500 times", static_cast<std::uint64_t>(struck), 25);
  proof.at_most("violations in simulation", violated_, 0);
}

}  // namespace tocsin::simulation
