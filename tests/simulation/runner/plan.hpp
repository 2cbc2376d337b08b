#pragma once

#include <array>
#include <cstdint>

#include "tests/simulation/runner/mutants.hpp"

namespace tocsin::simulation {

// Who takes part in a run besides those who send events and those who are paged.
enum class Actor { subscribers, signals, logs };
inline constexpr std::array actor_names{"subscribers", "signals", "logs"};

// How a run is to be.
struct Plan {
  double days = 1;
  Mutant mutant = Mutant::none;
  std::array<bool, actor_names.size()> actors = everybody();
  bool is_told = false;
  std::uint64_t max_steps = UINT64_MAX;

  bool has(Actor actor) const { return actors[static_cast<std::size_t>(actor)]; }
  static constexpr std::array<bool, actor_names.size()> everybody() {
    std::array<bool, actor_names.size()> actors{};
    actors.fill(true);
    return actors;
  }
};

}  // namespace tocsin::simulation
