#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

enum class Health { healthy, unhealthy };

// A monitored service. It is unhealthy from the alert that opens an outage until its last alert is
// resolved; the alert that holds the escalation of the outage is the one that pages.
struct Service {
  using Id = ServiceId;

  TenantId tenant;
  ServiceId id;
  std::string name;
  EscalationPolicyId policy;          // empty: nobody to page, shown in the timeline
  std::vector<ServiceId> depends_on;  // services whose problems may become its own
  std::optional<AlertId> outage;      // the alert that holds the escalation; none while healthy
  Time created_at;
  Time updated_at;

  Health health() const { return outage ? Health::unhealthy : Health::healthy; }

  bool needs(const ServiceId& other) const {
    return std::find(depends_on.begin(), depends_on.end(), other) != depends_on.end();
  }

  // Whether a problem of one easily becomes a problem of the other.
  bool is_linked_with(const Service& other) const { return needs(other.id) || other.needs(id); }

  bool operator==(const Service&) const = default;
};

}  // namespace tocsin::domain
