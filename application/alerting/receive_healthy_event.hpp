#pragma once

#include <string>

#include "application/alerting/resolve_alert.hpp"
#include "application/paging/pager.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/service.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// A service is well again: all its alerts are resolved, and nobody is paged for it any more.
class ReceiveHealthyEvent {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::ServiceId service;
    std::string by;
  };

  ReceiveHealthyEvent(ports::UnitOfWork& work,
                      ports::Services& services,
                      ports::AlertRepository& alerts,
                      Pager& pager,
                      ResolveAlert& resolve_alert,
                      const ports::Clock& clock);

  // The service as it is afterwards.
  Result<domain::Service> operator()(const Command& command);

 private:
  Result<Done> end_outage(domain::Service& service, domain::Time now);
  Result<Done> resolve_all(const Command& command, domain::Time now);

  ports::UnitOfWork& work_;
  ports::Services& services_;
  ports::AlertRepository& alerts_;
  Pager& pager_;
  ResolveAlert& resolve_alert_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
