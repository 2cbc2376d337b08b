#pragma once

#include <string>

#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/workflows/ports.hpp"
#include "domain/delivery/notification.hpp"

namespace tocsin::application {

// Passes the result of a workflow message to its run, and counts the run if that has ended it. Does
// nothing for other notifications, and for runs that have ended. A step inside the unit of work of
// the use cases that deliver.
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
