#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/workflows/scheduled_job.hpp"

namespace tocsin::ports {

// What somebody wants done later. Part of the unit of work.
class ScheduledJobs {
 public:
  virtual ~ScheduledJobs() = default;

  // Done or not; nothing when the tenant has none with that id.
  virtual Result<std::optional<domain::ScheduledJob>> find(const domain::TenantId& tenant,
                                                           domain::ScheduledJobId id) = 0;

  // One that has ended is done with.
  virtual void save(domain::ScheduledJob job) = 0;

  // Up to `limit` whose time has come, the one that has waited longest first.
  virtual std::vector<domain::ScheduledJob> due(domain::Time now, std::size_t limit) = 0;

  virtual std::optional<domain::Time> next_due() = 0;
};

// Shows them to people. Callable from any thread.
class ScheduledJobReader {
 public:
  virtual ~ScheduledJobReader() = default;

  virtual Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId& tenant,
                                                               domain::ScheduledJobId id) = 0;
};

}  // namespace tocsin::ports
