#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string_view>

#include "adapters/json/schema/program.hpp"

namespace tocsin::adapters::json {

// Returns the code points of valid UTF-8: every byte except the continuations begins one.
inline std::size_t length(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

// Whether the value is a multiple of the divisor. Decimal fractions are rarely exact in binary, but
// 0.0075 is a multiple of 0.0001: the remainder may be as large as the rounding of the value
// itself.
inline bool is_multiple(Number value, Number divisor) {
  const auto rest = std::abs(std::remainder(value, divisor));
  const auto rounding = std::abs(value) * std::numeric_limits<double>::epsilon();
  const bool exact = std::trunc(value) == value && std::trunc(divisor) == divisor;
  return rest == 0 || (!exact && rest <= std::min(rounding, divisor / 1e6L));
}

}  // namespace tocsin::adapters::json
