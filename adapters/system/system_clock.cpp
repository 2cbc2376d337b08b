#include "adapters/system/system_clock.hpp"

namespace tocsin::adapters::system {

using std::chrono::floor;
using std::chrono::microseconds;

namespace {

auto wall() { return floor<microseconds>(std::chrono::system_clock::now()); }

auto monotonic() {
  return floor<microseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace

SystemClock::SystemClock(domain::Time last_seen) : time_(monotonic(), wall(), last_seen) {}

domain::Time SystemClock::now() const {
  const std::lock_guard lock{mutex_};
  return time_.now(monotonic(), wall());
}

}  // namespace tocsin::adapters::system
