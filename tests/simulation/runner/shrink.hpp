#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "tests/simulation/chance/choices.hpp"

namespace tocsin::simulation {

// Does a run with these draws still fail in the same way? Then what it has drawn until it failed.
using StillFails = std::function<std::optional<Draws>(const Draws&)>;

// Fewer draws that still fail: without whole streams, then with ever smaller stretches of them made
// nothing, until no single one can go, or so many runs were made.
Draws shrunk(Draws draws, const StillFails& still_fails, std::size_t max_runs);

// How many draws are not nothing.
std::size_t weight_of(const Draws& draws);

}  // namespace tocsin::simulation
