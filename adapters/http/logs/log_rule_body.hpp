#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json_fwd.hpp>
#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::adapters::http {

// Reads a log rule from a body that agrees with its schema. The result has no tenant, and the id of
// the body. Violations for errors that the schema cannot express.
std::variant<domain::LogRule, Violations> log_rule_from(simdjson::dom::element body);

// Derives an id from the name of a rule: "High Error Rate" becomes "high-error-rate".
std::string slug_of(std::string_view name);

// The rule as the API shows it.
nlohmann::ordered_json view_of(const domain::LogRule& rule);

}  // namespace tocsin::adapters::http
