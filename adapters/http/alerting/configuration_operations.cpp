#include "adapters/http/alerting/configuration_operations.hpp"

#include <utility>

#include "adapters/http/alerting/event_manager_body.hpp"
#include "adapters/http/alerting/grouping_rule_body.hpp"
#include "adapters/http/alerting/views.hpp"
#include "adapters/http/api/configuration_operations.hpp"

namespace tocsin::adapters::http {

void add_event_manager_operations(OperationHandlers& handlers,
                                  ConfigurationFronts<domain::EventManager> fronts,
                                  ConfigurationTools tools) {
  add_configuration<domain::EventManager>(
      handlers,
      {"event_manager", "event_managers", event_manager_from, view_of},
      std::move(fronts),
      tools);
}

void add_grouping_rule_operations(OperationHandlers& handlers,
                                  ConfigurationFronts<domain::GroupingRule> fronts,
                                  ConfigurationTools tools) {
  add_configuration<domain::GroupingRule>(
      handlers,
      {"grouping_rule",
       "grouping_rules",
       grouping_rule_from,
       [](const domain::GroupingRule& entity, Secrets) { return view_of(entity); }},
      std::move(fronts),
      tools);
}

}  // namespace tocsin::adapters::http
