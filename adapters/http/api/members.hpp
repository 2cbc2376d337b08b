#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <simdjson.h>

namespace tocsin::adapters::http {

// A member that is a string; empty when there is none.
inline std::string text(simdjson::dom::element object, std::string_view key) {
  std::string_view value;
  if (object[key].get(value) != simdjson::SUCCESS) return {};
  return std::string{value};
}

// A member that its schema calls an integer; nothing when it is not there. JSON knows one kind of
// number, so 5.0 is one, too: as far as a double tells whole numbers apart.
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
