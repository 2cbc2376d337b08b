#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/workflows/watch.hpp"

namespace tocsin::ports {

// Which subject of which signals.
struct SubjectName {
  domain::TenantId tenant;
  std::string signal_type;
  std::string subject;

  domain::SubjectKey key() const { return {tenant.value, signal_type, subject}; }

  bool operator==(const SubjectName&) const = default;
};

// What the workflows know of the subjects of signals. Part of the unit of work.
class Watches {
 public:
  virtual ~Watches() = default;

  virtual std::optional<domain::WatchedSubject> find(const domain::SubjectKey& key) = 0;

  virtual void save(domain::WatchedSubject subject) = 0;

  virtual void forget(const domain::SubjectKey& key) = 0;

  // For one more subject of the tenant?
  virtual bool has_room(const domain::TenantId& tenant) = 0;

  // The workflow has changed: whoever is watched for it is to be looked at from `now` on. At the
  // next start it is seen by what a watch follows.
  virtual void look_soon(const domain::TenantId& tenant,
                         const domain::WorkflowId& workflow,
                         domain::Time now) = 0;

  // Up to `limit` that are to be looked at again, the one that has waited longest first. They stay
  // until they are saved with another time.
  virtual std::vector<SubjectName> due(domain::Time now, std::size_t limit) = 0;

  virtual std::optional<domain::Time> next_due() = 0;
};

}  // namespace tocsin::ports
