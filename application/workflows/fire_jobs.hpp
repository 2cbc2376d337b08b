#pragma once

#include <string>

#include "application/workflows/receive_signal.hpp"
#include "application/workflows/workflow_runner.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/workflows/runs.hpp"
#include "ports/workflows/scheduled_jobs.hpp"
#include "ports/workflows/watches.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::application {

// The time of a scheduled job has come. It is done once, and says what came of it.
class FireJobs {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::ScheduledJobId job;
  };

  FireJobs(ports::UnitOfWork& work,
           ports::ScheduledJobs& jobs,
           ports::Runs& runs,
           ports::Workflows& workflows,
           ports::Watches& watches,
           ReceiveSignal& receive_signal,
           WorkflowRunner& runner,
           ports::Metrics& metrics,
           const ports::Clock& clock);

  // What came of it; empty when it was not to be done.
  Result<std::string> operator()(const Command& command);

 private:
  Result<std::string> fire(const domain::ScheduledJob& job, domain::Time now);
  Result<std::string> resume(const domain::ScheduledJob& job,
                             const domain::ResumeOrder& order,
                             domain::Time now);
  Result<std::string> start(const domain::ScheduledJob& job,
                            const domain::ResumeOrder& order,
                            domain::Time now);

  ports::UnitOfWork& work_;
  ports::ScheduledJobs& jobs_;
  ports::Runs& runs_;
  ports::Workflows& workflows_;
  ports::Watches& watches_;
  ReceiveSignal& receive_signal_;
  WorkflowRunner& runner_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
