#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json_fwd.hpp>
#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::adapters::http {

// A log rule from a body that agrees with its schema, without tenant and with the id that the body
// gives; violations where the schema could not say it all.
std::variant<domain::LogRule, Violations> log_rule_from(simdjson::dom::element body);

// An id made from the name of a rule: "High Error Rate" is "high-error-rate".
std::string slug_of(std::string_view name);

// The rule as the API shows it.
nlohmann::ordered_json view_of(const domain::LogRule& rule);

}  // namespace tocsin::adapters::http
