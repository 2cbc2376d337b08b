#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/kernel/time.hpp"
#include "domain/logs/service_log.hpp"

namespace tocsin::ports {

// What the log lines of all services have added up to. It is not part of the unit of work: a line
// that was counted stays counted when its command fails. What has changed reaches the disk with the
// batch in which it is to be written; when the store refuses that batch, it is again what the disk
// has. Logs stay where they are until the end of the command.
class LogWindows {
 public:
  virtual ~LogWindows() = default;

  // Null when there is none.
  virtual domain::ServiceLog* find(const domain::TenantId& tenant, std::string_view service) = 0;

  // Made when there is none; null when there are too many already, of the tenant or of all.
  virtual domain::ServiceLog* find_or_make(const domain::TenantId& tenant,
                                           std::string_view service) = 0;

  // The log has counted: it is to be written when its turn comes.
  virtual void changed(domain::ServiceLog& log) = 0;

  // To be written with this batch.
  virtual void write(domain::ServiceLog& log) = 0;

  // As many of the changed ones as that are to be written with this batch, the one that has waited
  // longest first. How many are left?
  virtual std::size_t write_changed(std::size_t limit) = 0;

  // Takes out up to so many that should settle by now. A new one, and one that was read from the
  // disk, should at once.
  virtual std::vector<domain::ServiceLog*> take_due(domain::Time now, std::size_t limit) = 0;

  // It should settle at that time, or before if that is what was said already.
  virtual void settle_by(domain::ServiceLog& log, domain::Time at) = 0;

  // The rules have changed: all of the tenant's should settle at once.
  virtual void settle_all(const domain::TenantId& tenant) = 0;

  // There is nothing to be kept of it.
  virtual void forget(domain::ServiceLog& log) = 0;

  // When there is something to write or to settle; nothing when there is not.
  virtual std::optional<domain::Time> next_turn() const = 0;
};

}  // namespace tocsin::ports
