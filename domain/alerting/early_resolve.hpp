#pragma once

#include <string>

#include "domain/alerting/event.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// A resolve that came before its trigger, because networks reorder. It is stored for a while and
// then forgotten.
struct EarlyResolve {
  static constexpr Duration remembered_for = std::chrono::minutes{5};
  // Tolerated difference between two senders' clocks, or two paths of one sender, about the order.
  static constexpr Duration tolerance = std::chrono::seconds{2};

  TenantId tenant;
  EventManagerId manager;
  std::string dedup_key;
  Time occurred_at;
  Time received_at;

  bool operator==(const EarlyResolve&) const = default;
};

// Returns whether this trigger was overtaken by the resolve that was sent for it. A trigger that
// occurred clearly after the resolve is a new problem and must not be swallowed.
bool overtook(const EarlyResolve& resolve, Time trigger_occurred_at, Time now);

// Returns whether this resolve belongs to an occurrence before the one that is open now.
bool is_stale(Time resolve_occurred_at, Time trigger_occurred_at);

}  // namespace tocsin::domain
