#pragma once

#include "domain/paging/escalation_policy.hpp"
#include "domain/paging/service.hpp"
#include "ports/kernel/catalogue.hpp"

namespace tocsin::ports {

using Services = Catalogue<domain::Service>;
using EscalationPolicies = Catalogue<domain::EscalationPolicy>;

}  // namespace tocsin::ports
