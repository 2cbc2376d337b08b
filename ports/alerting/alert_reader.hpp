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

// Selects alerts for a listing. An absent criterion accepts every alert.
struct AlertFilter {
  domain::TenantId tenant;
  std::optional<domain::AlertStatus> status;
  std::optional<domain::AlertType> type;
  std::optional<domain::EventManagerId> manager;
  std::optional<domain::ServiceId> service;
  std::optional<domain::Severity> severity;  // compared by rank: medium also finds warning
  std::optional<domain::AlertId> parent;

  bool accepts(const domain::Alert& alert) const;
  // The same check in two steps: the cheap fields first, which decide for most alerts, then the
  // strings.
  bool accepts(domain::AlertStatus its_status,
               domain::Severity its_severity,
               const std::optional<domain::AlertId>& its_parent) const;
  bool accepts(std::string_view its_tenant,
               std::string_view its_manager,
               std::string_view its_service) const;

  // Whether an open (a closed) alert can have the status.
  bool finds_open() const;
  bool finds_closed() const;
};

using AlertSlice = Slice<domain::Alert, domain::AlertId>;

// Reads alerts for display. One implementation reads open alerts, another reads closed ones;
// neither takes part in a unit of work. Thread-safe.
class AlertReader {
 public:
  struct Shown {
    domain::Alert alert;
    TimelineMark timeline = 0;
  };

  virtual ~AlertReader() = default;

  virtual Result<std::optional<Shown>> find(const domain::TenantId& tenant, domain::AlertId id) = 0;

  // Returns the newest alert with this key of each event manager or, without one, each service.
  virtual Result<std::vector<Shown>> find_by_key(const domain::TenantId& tenant,
                                                 std::string_view dedup_key) = 0;

  // Returns at most `limit` alerts that were opened before the given one, newest first.
  virtual Result<AlertSlice> list(const AlertFilter& filter,
                                  std::optional<domain::AlertId> before,
                                  std::size_t limit) = 0;
};

}  // namespace tocsin::ports
