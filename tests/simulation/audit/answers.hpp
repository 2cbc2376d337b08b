#pragma once

#include <optional>
#include <string>

#include "tests/simulation/audit/fact.hpp"
#include "tests/simulation/audit/violation.hpp"

namespace tocsin::simulation {

// Whether the command was accepted, as it had to be: I4 is violated if its answer is another one.
inline bool is_taken(const Fact& fact, std::optional<ErrorKind> expected, const char* what) {
  require(fact.answered.error == expected, "I4", std::string{what} + " is answered otherwise");
  return !expected;
}

}  // namespace tocsin::simulation
