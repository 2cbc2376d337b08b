#pragma once

#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::application {

// Shows what is to be done later, and what came of what was. Changes nothing. Callable from any
// thread.
class BrowseScheduledJobs {
 public:
  BrowseScheduledJobs(ports::ScheduledJobReader& open, ports::ScheduledJobReader& ended);

  // not_found when there is none.
  Result<domain::ScheduledJob> find(const domain::TenantId& tenant, domain::ScheduledJobId id);

 private:
  ports::ScheduledJobReader& open_;
  ports::ScheduledJobReader& ended_;
};

}  // namespace tocsin::application
