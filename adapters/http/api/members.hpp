#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

namespace tocsin::adapters::http {

// Reads a member that is a string; empty if it is absent.
inline std::string text(simdjson::dom::element object, std::string_view key) {
  std::string_view value;
  if (object[key].get(value) != simdjson::SUCCESS) return {};
  return std::string{value};
}

// Reads a member that is an integer by its schema; nothing if it is absent. 5.0 is an integer, too,
// as JSON has one kind of number: up to the integers that a double represents exactly.
inline std::optional<std::int64_t> whole_number(simdjson::dom::element object,
                                                std::string_view key) {
  std::int64_t number = 0;
  if (object[key].get(number) == simdjson::SUCCESS) return number;

  constexpr double max_exact = 9'007'199'254'740'991;  // 2^53 - 1
  double written = 0;
  if (object[key].get(written) != simdjson::SUCCESS) return std::nullopt;
  if (std::trunc(written) != written || std::abs(written) > max_exact) return std::nullopt;
  return static_cast<std::int64_t>(written);
}

}  // namespace tocsin::adapters::http
