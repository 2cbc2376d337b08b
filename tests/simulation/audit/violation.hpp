#pragma once

#include <string>
#include <utility>

namespace tocsin::simulation {

// An invariant that does not hold: thrown where that is seen, through the program, to the one who
// runs it.
struct Violation {
  std::string invariant;  // its name in the table of auditor.hpp
  std::string text;
};

template <typename Text>
void require(bool holds, const char* invariant, Text&& text) {
  if (!holds) throw Violation{invariant, std::string{std::forward<Text>(text)}};
}

}  // namespace tocsin::simulation
