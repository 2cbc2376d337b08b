#pragma once

#include <string>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/workflows/ports.hpp"
#include "application/workflows/signal_receiver.hpp"
#include "application/workflows/workflow_runner.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"

namespace tocsin::application {

// Runs a scheduled job that is due, once, and records the result.
class FireJobs {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::ScheduledJobId job;
  };
  using Outcome = std::string;

  static constexpr std::string_view name = "fire_jobs";

  FireJobs(WorkflowPorts ports,
           Surroundings around,
           SignalReceiver& receiver,
           WorkflowRunner& runner)
      : ports_(ports), around_(around), receiver_(receiver), runner_(runner) {}

  // Returns the result; empty if the job was not to be run.
  Result<Outcome> handle(const Command& command);

 private:
  Result<std::string> fire(const Scope& scope, const domain::ScheduledJob& job, domain::Time now);
  Result<std::string> resume(const Scope& scope,
                             const domain::ScheduledJob& job,
                             const domain::ResumeOrder& order,
                             domain::Time now);
  Result<std::string> start(const Scope& scope,
                            const domain::ScheduledJob& job,
                            const domain::ResumeOrder& order,
                            domain::Time now);

  WorkflowPorts ports_;
  Surroundings around_;
  SignalReceiver& receiver_;
  WorkflowRunner& runner_;
};

}  // namespace tocsin::application
