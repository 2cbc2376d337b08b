#pragma once

#include <cstdint>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// A durable promise to look again at an alert whose pages nobody has answered by then. It carries
// the epoch of the escalation that it was set for; an alert has at most one.
struct Timer {
  TenantId tenant;
  AlertId owner;
  std::uint32_t epoch = 0;
  Time due;
  Severity severity;  // after a stop the gravest goes first

  bool operator==(const Timer&) const = default;
};

}  // namespace tocsin::domain
