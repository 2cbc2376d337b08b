#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "domain/paging/timer.hpp"

namespace tocsin::ports {

// Stores the durable escalation timers. Part of the unit of work.
class Timers {
 public:
  virtual ~Timers() = default;

  // Replaces the owner's timer, if it has one.
  virtual void set(const domain::Timer& timer) = 0;

  virtual void cancel(domain::AlertId owner) = 0;

  // Returns when the owner's timer is due; nothing if it has none.
  virtual std::optional<domain::Time> due_of(domain::AlertId owner) = 0;

  // Returns up to `limit` timers that are due, most severe first, then the one that has waited
  // longest. They stay until they are set again or cancelled.
  virtual std::vector<domain::Timer> due(domain::Time now, std::size_t limit) = 0;

  // Returns when the next timer is due; nothing if there is none.
  virtual std::optional<domain::Time> next_due() = 0;
};

}  // namespace tocsin::ports
