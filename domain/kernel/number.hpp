#pragma once

#include <optional>
#include <string_view>

namespace tocsin::domain {

// The number that a text is as a whole: "-1.5e3"; nothing when it is none, or not a finite one.
std::optional<double> number_from(std::string_view text);

}  // namespace tocsin::domain
