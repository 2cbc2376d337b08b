#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// An external alert: subscribers are notified about it once in `remembered_for`, and nothing else
// happens. It is not an alert of Tocsin and has no state.
struct Announcement {
  // An id that comes again a month later is a new alert: senders reuse them.
  static constexpr Duration remembered_for = std::chrono::days{30};

  TenantId tenant;
  std::string alert_key;  // the sender's id of the alert
  Severity severity;
  std::string source;
  std::string name;
  Fields context;
  std::optional<Time> occurred_at;

  bool operator==(const Announcement&) const = default;
};

// Returns the id under which an announced alert is found: the sender's id if it is a UUID, else a
// UUID derived from it (RFC 9562, version 5), the same each time.
AlertId alert_id_of(std::string_view alert_key);

// Returns the identity of an announced alert: a UUID derived from its source and the id under which
// it is found, the same each time. Two sources number their alerts on their own, so they may use
// the same id.
AlertId announced_id_of(std::string_view source, const AlertId& found_as);

}  // namespace tocsin::domain
