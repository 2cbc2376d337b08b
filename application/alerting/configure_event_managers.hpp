#pragma once

#include "application/kernel/configured.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Says where teams send their events, how these are grouped and for which service they page.
class ConfigureEventManagers {
 public:
  ConfigureEventManagers(ports::UnitOfWork& work,
                         ports::EventManagers& managers,
                         ports::GroupingRules& rules,
                         ports::Services& services,
                         const ports::Clock& clock);

  Result<Configured<domain::EventManager>> save(domain::EventManager draft, Existing existing);

  // Its alerts stay as they are; events for it are refused from now on.
  Result<Done> remove(const domain::TenantId& tenant, const domain::EventManagerId& id);

 private:
  ports::UnitOfWork& work_;
  ports::EventManagers& managers_;
  ports::GroupingRules& grouping_rules_;
  ports::Services& services_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
