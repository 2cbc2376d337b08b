#pragma once

#include <string>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/workflows/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"

namespace tocsin::application {

// Cancels a scheduled job.
class CancelJob {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::ScheduledJobId job;
    std::string by;
  };
  using Outcome = domain::ScheduledJob;

  static constexpr std::string_view name = "cancel_job";

  CancelJob(WorkflowPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Fails with not_found if there is none, and with conflict if it is done. Cancelling again has no
  // further effect.
  Result<Outcome> handle(const Command& command);

 private:
  WorkflowPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
