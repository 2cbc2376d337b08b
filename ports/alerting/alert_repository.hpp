#pragma once

#include <optional>
#include <vector>

#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Where alerts are kept. Reads take part in the current unit of work: they see what it has saved,
// and what one of them returns, nobody else can change until that unit of work ends.
class AlertRepository {
 public:
  virtual ~AlertRepository() = default;

  // Open or resolved; not_found when the tenant has no such alert.
  virtual Result<domain::Alert> get(const domain::TenantId& tenant, domain::AlertId id) = 0;

  // A key has at most one open alert.
  virtual Result<std::optional<domain::Alert>> find_open(const domain::AlertKey& key) = 0;

  // The newest parent of the group, if it is open.
  virtual Result<std::optional<domain::Alert>> find_parent(const domain::GroupKey& group) = 0;

  // The open alert of a service that was opened first.
  virtual Result<std::optional<domain::Alert>> find_oldest_open(
      const domain::TenantId& tenant,
      const domain::ServiceId& service) = 0;

  // All open alerts of a service, in the order in which they were opened.
  virtual Result<std::vector<domain::AlertId>> open_of(const domain::TenantId& tenant,
                                                       const domain::ServiceId& service) = 0;

  // A save that could not be made is reported by the unit of work's commit().
  virtual void save(domain::Alert alert) = 0;
};

}  // namespace tocsin::ports
