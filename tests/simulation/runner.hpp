#pragma once

#include <cstdint>

#include "tests/simulation/world.hpp"

namespace tocsin::simulation {

Outcome run_seed(std::uint64_t seed, const Plan& plan);
Outcome run_draws(const Draws& draws, const Plan& plan);

}  // namespace tocsin::simulation
