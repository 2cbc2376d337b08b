#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/secrets.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/alerting/timeline_entry.hpp"

namespace tocsin::adapters::http {

// Event managers, grouping rules and timeline entries as the API shows them.
nlohmann::ordered_json view_of(const domain::EventManager& manager, Secrets secrets);
nlohmann::ordered_json view_of(const domain::GroupingRule& rule);
nlohmann::ordered_json view_of(const domain::TimelineEntry& entry);

}  // namespace tocsin::adapters::http
