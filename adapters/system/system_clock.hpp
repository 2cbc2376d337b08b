#pragma once

#include <mutex>

#include "adapters/system/steered_time.hpp"
#include "ports/kernel/clock.hpp"

namespace tocsin::adapters::system {

// The machine's time, made reliable (see SteeredTime).
class SystemClock : public ports::Clock {
 public:
  // `last_seen`: the latest time of an earlier run.
  explicit SystemClock(domain::Time last_seen = {});

  domain::Time now() const override;

 private:
  mutable std::mutex mutex_;
  mutable SteeredTime time_;
};

}  // namespace tocsin::adapters::system
