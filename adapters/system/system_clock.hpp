#pragma once

#include <atomic>
#include <mutex>

#include "ports/clock.hpp"

namespace tocsin::adapters::system {

// The machine's time, made safe to decide by: within one process it goes as the monotonic clock
// does, so a wall clock that is set back or forward moves no timer; it follows the wall slowly, by
// at most one part in a thousand, and never goes back, also not behind what was last kept on disk.
class SystemClock : public ports::Clock {
 public:
  // `last_seen`: the latest time of an earlier run.
  explicit SystemClock(domain::Time last_seen = {});

  domain::Time now() const override;

 private:
  mutable std::mutex mutex_;
  mutable std::chrono::steady_clock::time_point looked_at_;
  mutable std::chrono::sys_time<std::chrono::microseconds> now_;
};

}  // namespace tocsin::adapters::system
