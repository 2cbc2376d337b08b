#pragma once

#include <cstdint>

#include "tests/simulation/mutants.hpp"

namespace tocsin::simulation {

// How a run is to be.
struct Plan {
  double days = 1;
  Mutant mutant = Mutant::none;
  bool is_told = false;
  std::uint64_t most_steps = UINT64_MAX;
};

}  // namespace tocsin::simulation
