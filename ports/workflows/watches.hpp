#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/workflows/watch.hpp"

namespace tocsin::ports {

// Identifies a subject of the signals of one type.
struct SubjectName {
  domain::TenantId tenant;
  std::string signal_type;
  std::string subject;

  domain::SubjectKey key() const { return {tenant.value, signal_type, subject}; }

  bool operator==(const SubjectName&) const = default;
};

// Stores the watches that workflows have on subjects. Part of the unit of work.
class Watches {
 public:
  virtual ~Watches() = default;

  virtual std::optional<domain::WatchedSubject> find(const domain::SubjectKey& key) = 0;

  virtual void save(domain::WatchedSubject subject) = 0;

  virtual void forget(const domain::SubjectKey& key) = 0;

  // Returns whether the tenant may have one more subject.
  virtual bool has_room(const domain::TenantId& tenant) = 0;

  // Schedules the subjects that are watched for the workflow to be evaluated from `now` on, because
  // it has changed. At the next start, the version that a watch follows shows the change.
  virtual void look_soon(const domain::TenantId& tenant,
                         const domain::WorkflowId& workflow,
                         domain::Time now) = 0;

  // Returns up to `limit` subjects that are due for evaluation, the one that has waited longest
  // first. They stay until they are saved with another time.
  virtual std::vector<SubjectName> due(domain::Time now, std::size_t limit) = 0;

  virtual std::optional<domain::Time> next_due() = 0;
};

}  // namespace tocsin::ports
