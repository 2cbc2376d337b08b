#pragma once

// Included in front of every mutated source: the mutants of all sources are in one build, and one
// of them is switched on by the environment.
namespace mutant {

// Whether this one is switched on; remembers that it was asked.
bool on(unsigned number);

}  // namespace mutant
