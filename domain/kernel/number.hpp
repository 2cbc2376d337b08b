#pragma once

#include <limits>
#include <optional>
#include <string_view>

namespace tocsin::domain {

// A number as senders write it: integers of 64 bits exactly, and others as a double has them.
using Number = long double;
static_assert(std::numeric_limits<Number>::digits >= 64);

// Parses the whole text as a number: "-1.5e3". Returns nothing if it is not a valid number or not
// finite.
std::optional<Number> number_from(std::string_view text);

}  // namespace tocsin::domain
