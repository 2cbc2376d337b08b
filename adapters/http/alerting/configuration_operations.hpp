#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/configuration_fronts.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/alerting/grouping_rule.hpp"

namespace tocsin::adapters::http {

// /v1/event-managers and /v1/grouping-rules.
void add_event_manager_operations(OperationHandlers& handlers,
                                  ConfigurationFronts<domain::EventManager> fronts,
                                  ConfigurationTools tools);
void add_grouping_rule_operations(OperationHandlers& handlers,
                                  ConfigurationFronts<domain::GroupingRule> fronts,
                                  ConfigurationTools tools);

}  // namespace tocsin::adapters::http
