#pragma once

#include <optional>
#include <string_view>

namespace tocsin::domain {

// Parses the whole text as a number: "-1.5e3". Returns nothing if it is not a valid number or not
// finite.
std::optional<double> number_from(std::string_view text);

}  // namespace tocsin::domain
