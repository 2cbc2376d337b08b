#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/paging/timer.hpp"

namespace tocsin::ports {

// The durable promises to look again. Setting and cancelling is part of the unit of work.
class Timers {
 public:
  virtual ~Timers() = default;

  // Replaces the owner's timer, if it has one.
  virtual void set(const domain::Timer& timer) = 0;

  virtual void cancel(domain::AlertId owner) = 0;

  // When the owner's timer is due; nothing when it has none.
  virtual std::optional<domain::Time> due_of(domain::AlertId owner) = 0;

  // Up to `limit` timers that are due, the gravest first, then the one that has waited longest.
  // They stay until they are set anew or cancelled.
  virtual std::vector<domain::Timer> due(domain::Time now, std::size_t limit) = 0;

  // When the next one is due.
  virtual std::optional<domain::Time> next_due() = 0;
};

}  // namespace tocsin::ports
