#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/secrets.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::adapters::http {

// Services and escalation policies as the API shows them.
nlohmann::ordered_json view_of(const domain::EscalationPolicy& policy, Secrets secrets);
nlohmann::ordered_json view_of(const domain::Service& service);

}  // namespace tocsin::adapters::http
