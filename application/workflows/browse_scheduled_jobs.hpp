#pragma once

#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::application {

// Returns scheduled jobs and their results for display. Changes nothing. Thread-safe.
class BrowseScheduledJobs {
 public:
  BrowseScheduledJobs(ports::ScheduledJobReader& open, ports::ScheduledJobReader& ended);

  // Fails with not_found if there is none.
  Result<domain::ScheduledJob> find(const domain::TenantId& tenant, domain::ScheduledJobId id);

 private:
  ports::ScheduledJobReader& open_;
  ports::ScheduledJobReader& ended_;
};

}  // namespace tocsin::application
