#include "domain/kernel/number.hpp"

#include <charconv>
#include <cmath>

namespace tocsin::domain {

std::optional<double> number_from(std::string_view text) {
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || rest != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace tocsin::domain
