#pragma once

#include <string>
#include <string_view>

#include "application/alerting/alert_resolver.hpp"
#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/paging/pager.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::application {

// Receives the recovery of a service: resolves all its alerts and ends their paging.
class ReceiveHealthyEvent {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::ServiceId service;
    std::string by;
  };
  using Outcome = domain::Service;

  static constexpr std::string_view name = "receive_healthy_event";

  ReceiveHealthyEvent(AlertingPorts ports,
                      Surroundings around,
                      Pager& pager,
                      AlertResolver& resolver)
      : ports_(ports), around_(around), pager_(pager), resolver_(resolver) {}

  // Returns the service after the change.
  Result<Outcome> handle(const Command& command);

 private:
  Result<Done> end_outage(const Scope& scope, domain::Service& service, domain::Time now);
  Result<Done> resolve_all(const Scope& scope, const Command& command, domain::Time now);

  AlertingPorts ports_;
  Surroundings around_;
  Pager& pager_;
  AlertResolver& resolver_;
};

}  // namespace tocsin::application
