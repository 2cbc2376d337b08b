#pragma once

#include <string>

#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/workflows/ports.hpp"
#include "domain/delivery/notification.hpp"

namespace tocsin::application {

// Tells a run what became of a message of its, and counts it when that has ended it. Does nothing
// for other notifications, and for runs that have ended. A step of the use cases that deliver,
// inside their unit of work.
class RunOutcomes {
 public:
  RunOutcomes(WorkflowPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  void arrived(const Scope& scope,
               const domain::Notification& message,
               std::string detail,
               domain::Time now);
  void given_up(const Scope& scope,
                const domain::Notification& message,
                std::string detail,
                domain::Time now);

 private:
  void keep(domain::Run run);

  WorkflowPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
