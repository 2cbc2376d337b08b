#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"
#include "ports/kernel/row.hpp"
#include "ports/kernel/slice.hpp"

namespace tocsin::ports {

// Which alerts somebody wants to see; what is not given does not matter.
struct AlertFilter {
  domain::TenantId tenant;
  std::optional<domain::AlertStatus> status;
  std::optional<domain::AlertType> type;
  std::optional<domain::EventManagerId> manager;
  std::optional<domain::ServiceId> service;
  std::optional<domain::Severity> severity;  // by rank: medium finds warning, too
  std::optional<domain::AlertId> parent;

  bool accepts(const domain::Alert& alert) const;
  // The same in two steps: most alerts are told by what is no text.
  bool accepts(domain::AlertStatus its_status,
               domain::Severity its_severity,
               const std::optional<domain::AlertId>& its_parent) const;
  bool accepts(std::string_view its_tenant,
               std::string_view its_manager,
               std::string_view its_service) const;

  // Can an alert that is open have the status, or one that is closed?
  bool finds_open() const;
  bool finds_closed() const;
};

using AlertSlice = Slice<domain::Alert, domain::AlertId>;

// Shows alerts to people. One implementation shows those that are open, another those that are
// closed; neither takes part in a unit of work. Callable from any thread.
class AlertReader {
 public:
  struct Shown {
    domain::Alert alert;
    TimelineMark timeline = 0;
  };

  virtual ~AlertReader() = default;

  virtual Result<std::optional<Shown>> find(const domain::TenantId& tenant, domain::AlertId id) = 0;

  // The newest of each event manager, or service, that has this key.
  virtual Result<std::vector<Shown>> find_by_key(const domain::TenantId& tenant,
                                                 std::string_view dedup_key) = 0;

  // At most `limit` alerts that were opened before the one given.
  virtual Result<AlertSlice> list(const AlertFilter& filter,
                                  std::optional<domain::AlertId> before,
                                  std::size_t limit) = 0;
};

}  // namespace tocsin::ports
