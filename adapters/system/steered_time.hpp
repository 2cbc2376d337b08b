#pragma once

#include <algorithm>
#include <chrono>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::system {

// A reliable time, derived from two clocks that are not: it advances with the monotonic clock, so a
// wall clock that is set back or forward moves no timer; it follows the wall clock slowly, by at
// most one part in a thousand, and never goes back. Reads no clock itself. For one thread.
class SteeredTime {
 public:
  using Microseconds = std::chrono::microseconds;
  using Wall = std::chrono::sys_time<Microseconds>;

  // Begins at the wall clock's time, but not before `last_seen`, the latest time of an earlier run.
  SteeredTime(Microseconds monotonic, Wall wall, domain::Time last_seen)
      : looked_at_(monotonic), now_(std::max(wall, Wall{last_seen})) {}

  domain::Time now(Microseconds monotonic, Wall wall) {
    const auto passed = monotonic - looked_at_;
    looked_at_ = monotonic;

    const auto leeway = passed / 1000;
    const auto behind = std::clamp(wall - (now_ + passed), -leeway, leeway);
    now_ += passed + behind;
    return std::chrono::floor<domain::Duration>(now_);
  }

 private:
  Microseconds looked_at_;
  Wall now_;
};

}  // namespace tocsin::adapters::system
