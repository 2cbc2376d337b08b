#pragma once

#include <optional>
#include <vector>

#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Stores alerts. Reads take part in the current unit of work: they see what it has saved, and
// nobody else can change a returned alert until that unit of work ends.
class AlertRepository {
 public:
  virtual ~AlertRepository() = default;

  // Returns an open or resolved alert. Fails with not_found if the tenant does not have it.
  virtual Result<domain::Alert> get(const domain::TenantId& tenant, domain::AlertId id) = 0;

  // Returns the open alert with the key: at most one.
  virtual Result<std::optional<domain::Alert>> find_open(const domain::AlertKey& key) = 0;

  // Returns the newest parent of the group, if it is open.
  virtual Result<std::optional<domain::Alert>> find_parent(const domain::GroupKey& group) = 0;

  // Returns the open alert of a service that was opened first.
  virtual Result<std::optional<domain::Alert>> find_oldest_open(
      const domain::TenantId& tenant,
      const domain::ServiceId& service) = 0;

  // Returns all open alerts of a service, in the order in which they were opened.
  virtual Result<std::vector<domain::AlertId>> open_of(const domain::TenantId& tenant,
                                                       const domain::ServiceId& service) = 0;

  // Returns an open alert of an event manager, if there is one. May take long if there are many
  // open alerts of others.
  virtual Result<std::optional<domain::AlertId>> find_open_of(
      const domain::TenantId& tenant,
      const domain::EventManagerId& manager) = 0;

  // Saves the alert. A failure is reported by commit() of the unit of work.
  virtual void save(domain::Alert alert) = 0;
};

}  // namespace tocsin::ports
