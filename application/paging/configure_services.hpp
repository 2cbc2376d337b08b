#pragma once

#include "application/kernel/configured.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/service.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::application {

// Says which services there are, and who is paged for each. Its health is not configured: a
// replaced service keeps it.
class ConfigureServices {
 public:
  ConfigureServices(ports::UnitOfWork& work,
                    ports::Services& services,
                    ports::EscalationPolicies& policies,
                    ports::EventManagers& managers,
                    ports::Workflows& workflows,
                    ports::AlertRepository& alerts,
                    const ports::Clock& clock);

  Result<Configured<domain::Service>> save(domain::Service draft, Existing existing);

  // conflict while an event manager, a workflow, another service or an open alert needs it.
  Result<Done> remove(const domain::TenantId& tenant, const domain::ServiceId& id);

 private:
  Result<std::string> user_of(const domain::TenantId& tenant, const domain::ServiceId& id);

  ports::UnitOfWork& work_;
  ports::Services& services_;
  ports::EscalationPolicies& policies_;
  ports::EventManagers& managers_;
  ports::Workflows& workflows_;
  ports::AlertRepository& alerts_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
