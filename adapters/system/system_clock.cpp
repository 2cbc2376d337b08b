#include "adapters/system/system_clock.hpp"

#include <algorithm>

namespace tocsin::adapters::system {

using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::steady_clock;

namespace {

auto wall() { return floor<microseconds>(std::chrono::system_clock::now()); }

}  // namespace

SystemClock::SystemClock(domain::Time last_seen)
    : looked_at_(steady_clock::now()),
      now_(std::max(wall(), std::chrono::sys_time<microseconds>{last_seen})) {}

domain::Time SystemClock::now() const {
  const std::lock_guard lock{mutex_};
  const auto looked_at = steady_clock::now();
  const auto passed = floor<microseconds>(looked_at - looked_at_);
  looked_at_ += passed;

  const auto leeway = passed / 1000;
  const auto behind = std::clamp(wall() - (now_ + passed), -leeway, leeway);
  now_ += passed + behind;
  return floor<domain::Duration>(now_);
}

}  // namespace tocsin::adapters::system
