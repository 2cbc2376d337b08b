#pragma once

#include <string>
#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::adapters::http {

// Configuration from bodies that agree with their schemas, without tenant and with the id that the
// body gives; violations where the schema could not say it all.
std::variant<domain::Service, Violations> service_from(simdjson::dom::element body);
std::variant<domain::GroupingRule, Violations> grouping_rule_from(simdjson::dom::element body);
std::variant<domain::EventManager, Violations> event_manager_from(simdjson::dom::element body);
std::variant<domain::EscalationPolicy, Violations> escalation_policy_from(
    simdjson::dom::element body);

}  // namespace tocsin::adapters::http
