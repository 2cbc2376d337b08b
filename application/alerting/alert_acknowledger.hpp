#pragma once

#include <string>

#include "application/alerting/announcer.hpp"
#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Acknowledges an alert on behalf of an actor: no further target is paged for it.
class AlertAcknowledger {
 public:
  AlertAcknowledger(AlertingPorts ports, Surroundings around, Pager& pager, Announcer& announcer)
      : ports_(ports), around_(around), pager_(pager), announcer_(announcer) {}

  Result<domain::AcknowledgeOutcome> acknowledge(const Scope& scope,
                                                 domain::Alert alert,
                                                 const std::string& by,
                                                 domain::Time now);

 private:
  AlertingPorts ports_;
  Surroundings around_;
  Pager& pager_;
  Announcer& announcer_;
};

}  // namespace tocsin::application
