#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// An alert that somebody else has found and keeps: subscribers hear of it, once for ever, and that
// is all. It is no alert of ours, with a state.
struct Announcement {
  TenantId tenant;
  std::string alert_key;  // the sender's own id of the alert
  Severity severity;
  std::string source;
  std::string name;
  Fields context;
  std::optional<Time> occurred_at;

  bool operator==(const Announcement&) const = default;
};

// The id of an announced alert: the sender's own when that is a UUID, else one that is made of it
// (RFC 9562, version 5), the same each time.
AlertId alert_id_of(std::string_view alert_key);

}  // namespace tocsin::domain
