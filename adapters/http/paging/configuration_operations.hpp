#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/configuration_fronts.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::adapters::http {

// /v1/services and /v1/escalation-policies.
void add_escalation_policy_operations(OperationHandlers& handlers,
                                      ConfigurationFronts<domain::EscalationPolicy> fronts,
                                      ConfigurationTools tools);
void add_service_operations(OperationHandlers& handlers,
                            ConfigurationFronts<domain::Service> fronts,
                            ConfigurationTools tools);

}  // namespace tocsin::adapters::http
