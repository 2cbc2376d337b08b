#include "tests/simulation/runner.hpp"

namespace tocsin::simulation {

Outcome run_seed(std::uint64_t seed, const Plan& plan) { return World{Choices{seed}, plan}.run(); }

Outcome run_draws(const Draws& draws, const Plan& plan) {
  return World{Choices{draws}, plan}.run();
}

}  // namespace tocsin::simulation
