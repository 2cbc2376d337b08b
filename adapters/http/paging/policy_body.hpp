#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/paging/escalation_policy.hpp"

namespace tocsin::adapters::http {

// Reads an escalation policy from a body that agrees with its schema. The result has no tenant, and
// the id of the body. Violations for errors that the schema cannot express.
std::variant<domain::EscalationPolicy, Violations> escalation_policy_from(
    simdjson::dom::element body);

}  // namespace tocsin::adapters::http
