#pragma once

#include <cstdint>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// A durable deadline: if no page of the alert is acknowledged by then, the next level is paged. It
// has the epoch of the escalation that it was set for; an alert has at most one.
struct Timer {
  TenantId tenant;
  AlertId owner;
  std::uint32_t epoch = 0;
  Time due;
  Severity severity;  // after a stop, most severe first

  bool operator==(const Timer&) const = default;
};

}  // namespace tocsin::domain
