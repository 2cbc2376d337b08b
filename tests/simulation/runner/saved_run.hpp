#pragma once

#include <string>
#include <string_view>

#include "domain/kernel/result.hpp"
#include "tests/simulation/chance/choices.hpp"
#include "tests/simulation/runner/plan.hpp"

namespace tocsin::simulation {

// A run as a file keeps it: what it has drawn, and the plan by which it was made, for the same
// draws are another run with another bug planted or on another number of days.
struct SavedRun {
  Plan plan;
  Draws draws;
};

// How long, which bug, and then the draws, one label a line; and back.
std::string text_of(const SavedRun& run);
Result<SavedRun> saved_run_from(std::string_view text);

}  // namespace tocsin::simulation
