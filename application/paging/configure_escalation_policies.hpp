#pragma once

#include <string>

#include "application/kernel/configured.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/escalation_policy.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Says whom to page, in which order. A change is a new version: escalations that are under way
// keep the one they began with.
class ConfigureEscalationPolicies {
 public:
  ConfigureEscalationPolicies(ports::UnitOfWork& work,
                              ports::EscalationPolicies& policies,
                              ports::Services& services,
                              ports::AlertRepository& alerts,
                              const ports::Clock& clock);

  // A policy that names a monitored service becomes that service's policy.
  Result<Configured<domain::EscalationPolicy>> save(domain::EscalationPolicy draft,
                                                    Existing existing);

  // conflict while a service pages by it, or an outage escalates by one of its versions.
  Result<Done> remove(const domain::TenantId& tenant, const domain::EscalationPolicyId& id);

 private:
  Result<std::string> user_of(const domain::TenantId& tenant, const domain::EscalationPolicyId& id);
  Result<Done> bind_service(const domain::EscalationPolicy& policy, domain::Time now);

  ports::UnitOfWork& work_;
  ports::EscalationPolicies& policies_;
  ports::Services& services_;
  ports::AlertRepository& alerts_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
