#include "adapters/http/paging/configuration_operations.hpp"

#include <utility>

#include "adapters/http/api/configuration_operations.hpp"
#include "adapters/http/paging/policy_body.hpp"
#include "adapters/http/paging/service_body.hpp"
#include "adapters/http/paging/views.hpp"

namespace tocsin::adapters::http {

void add_escalation_policy_operations(OperationHandlers& handlers,
                                      ConfigurationFronts<domain::EscalationPolicy> fronts,
                                      ConfigurationTools tools) {
  add_configuration<domain::EscalationPolicy>(
      handlers,
      {"escalation_policy", "escalation_policies", escalation_policy_from, view_of},
      std::move(fronts),
      tools);
}

void add_service_operations(OperationHandlers& handlers,
                            ConfigurationFronts<domain::Service> fronts,
                            ConfigurationTools tools) {
  add_configuration<domain::Service>(
      handlers,
      {"service",
       "services",
       service_from,
       [](const domain::Service& entity, Secrets) { return view_of(entity); }},
      std::move(fronts),
      tools);
}

}  // namespace tocsin::adapters::http
