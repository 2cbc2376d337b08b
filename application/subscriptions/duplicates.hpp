#pragma once

#include <string_view>

namespace tocsin::application {

// The messages of duplicates. Old clients compare them, so their wording is a contract.
inline constexpr std::string_view rule_exists = "Rule already exists: ";  // and the id of that rule
inline constexpr std::string_view endpoint_exists = "Endpoint already exists";

}  // namespace tocsin::application
