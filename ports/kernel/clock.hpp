#pragma once

#include "domain/kernel/time.hpp"

namespace tocsin::ports {

// What time it is. Never goes back, also not when the machine's wall clock is set back or the
// process is restarted. Callable from any thread.
class Clock {
 public:
  virtual ~Clock() = default;

  virtual domain::Time now() const = 0;
};

}  // namespace tocsin::ports
