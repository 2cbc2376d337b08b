#pragma once

#include <string>
#include <string_view>

#include "application/alerting/alert_acknowledger.hpp"
#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Acknowledges an alert: no further target is paged for it.
class AcknowledgeAlert {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::AlertId alert;
    std::string by;
  };
  using Outcome = domain::AcknowledgeOutcome;

  static constexpr std::string_view name = "acknowledge_alert";

  AcknowledgeAlert(AlertingPorts ports, Surroundings around, AlertAcknowledger& acknowledger)
      : ports_(ports), around_(around), acknowledger_(acknowledger) {}

  Result<Outcome> handle(const Command& command);

 private:
  AlertingPorts ports_;
  Surroundings around_;
  AlertAcknowledger& acknowledger_;
};

}  // namespace tocsin::application
