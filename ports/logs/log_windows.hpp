#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/kernel/time.hpp"
#include "domain/logs/service_log.hpp"

namespace tocsin::ports {

// Stores the counts of log lines by service. Not part of the unit of work: a counted line stays
// counted if its command fails. Changed logs reach the disk with the batch in which they are to be
// written; if that batch fails, the logs return to their state on disk. Pointers are valid until
// the end of the command.
class LogWindows {
 public:
  virtual ~LogWindows() = default;

  // Returns null if the service has no log.
  virtual domain::ServiceLog* find(const domain::TenantId& tenant, std::string_view service) = 0;

  // Returns the service's log, and creates it if needed; null if the limit of the tenant or of all
  // tenants is reached.
  virtual domain::ServiceLog* find_or_make(const domain::TenantId& tenant,
                                           std::string_view service) = 0;

  // Marks the log as changed: it is written when its turn comes.
  virtual void changed(domain::ServiceLog& log) = 0;

  // Marks the log to be written with this batch.
  virtual void write(domain::ServiceLog& log) = 0;

  // Marks up to `limit` changed logs to be written with this batch, the one that has waited longest
  // first. Returns how many changed logs are left.
  virtual std::size_t write_changed(std::size_t limit) = 0;

  // Takes out and returns up to `limit` logs that should settle by now. A new log, and one that was
  // read from disk, should settle immediately.
  virtual std::vector<domain::ServiceLog*> take_due(domain::Time now, std::size_t limit) = 0;

  // Schedules the log to settle at that time, or earlier if an earlier time is already set.
  virtual void settle_by(domain::ServiceLog& log, domain::Time at) = 0;

  // Schedules all logs of the tenant to settle immediately, because its rules have changed.
  virtual void settle_all(const domain::TenantId& tenant) = 0;

  // Removes a log that has nothing left to store.
  virtual void forget(domain::ServiceLog& log) = 0;

  // Returns when the next log is to be written or settled; nothing if there is none.
  virtual std::optional<domain::Time> next_turn() const = 0;
};

}  // namespace tocsin::ports
