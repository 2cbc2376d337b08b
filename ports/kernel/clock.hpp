#pragma once

#include "domain/kernel/time.hpp"

namespace tocsin::ports {

// Returns the current time. Never goes back, even if the machine's wall clock is set back or the
// process restarts. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;

  virtual domain::Time now() const = 0;
};

}  // namespace tocsin::ports
