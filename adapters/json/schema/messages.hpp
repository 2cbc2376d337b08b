#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "adapters/json/schema/program.hpp"

namespace tocsin::adapters::json {

// The messages of violations: each continues the name of the field.
std::string wrong_kind(Kinds expected, Kinds given);
std::string none_of(std::span<const nlohmann::json> choices);
std::string not_constant(const nlohmann::json& expected);
std::string limit_missed(std::string_view relation, Number limit);
std::string wrong_size(std::string_view relation, std::size_t limit, std::string_view unit);

}  // namespace tocsin::adapters::json
