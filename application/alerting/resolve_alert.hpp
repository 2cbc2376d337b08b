#pragma once

#include <string>
#include <string_view>

#include "application/alerting/alert_resolver.hpp"
#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Resolves an alert on request.
class ResolveAlert {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::AlertId alert;
    std::string by;
  };
  using Outcome = domain::ResolveOutcome;

  static constexpr std::string_view name = "resolve_alert";

  ResolveAlert(AlertingPorts ports, Surroundings around, AlertResolver& resolver)
      : ports_(ports), around_(around), resolver_(resolver) {}

  Result<Outcome> handle(const Command& command);

 private:
  AlertingPorts ports_;
  Surroundings around_;
  AlertResolver& resolver_;
};

}  // namespace tocsin::application
