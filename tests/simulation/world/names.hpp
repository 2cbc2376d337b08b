#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace tocsin::simulation {

// Who and what there is in a run: few of each, so that things meet.
inline constexpr std::array<const char*, 2> tenants{"acme", "brin"};
inline constexpr std::size_t policies_each = 3;
inline constexpr std::size_t services_each = 3;
inline constexpr std::size_t managers_each = 2;
inline constexpr std::size_t rules_each = 2;
inline constexpr std::size_t subscribers_each = 3;
inline constexpr std::size_t workflows_each = 4;
inline constexpr std::size_t log_rules_each = 2;
inline constexpr std::array<const char*, 5> severities{"info",
                                                       "low",
                                                       "warning",
                                                       "high",
                                                       "critical"};

inline std::string numbered(const char* what, std::size_t number) {
  return what + std::to_string(number);
}

}  // namespace tocsin::simulation
