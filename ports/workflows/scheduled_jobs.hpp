#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"

namespace tocsin::ports {

// Stores the scheduled jobs. Part of the unit of work.
class ScheduledJobs {
 public:
  virtual ~ScheduledJobs() = default;

  // Returns a job, ended or not; nothing if the tenant does not have it.
  virtual Result<std::optional<domain::ScheduledJob>> find(const domain::TenantId& tenant,
                                                           domain::ScheduledJobId id) = 0;

  // Saves the job. One that has ended leaves the pending jobs.
  virtual void save(domain::ScheduledJob job) = 0;

  // Returns up to `limit` jobs that are due, the one that has waited longest first.
  virtual std::vector<domain::ScheduledJob> due(domain::Time now, std::size_t limit) = 0;

  virtual std::optional<domain::Time> next_due() = 0;
};

// Reads scheduled jobs for display. Thread-safe.
class ScheduledJobReader {
 public:
  virtual ~ScheduledJobReader() = default;

  virtual Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId& tenant,
                                                               domain::ScheduledJobId id) = 0;
};

}  // namespace tocsin::ports
