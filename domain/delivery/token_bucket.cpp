#include "domain/delivery/token_bucket.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace tocsin::domain {

TokenBucket::TokenBucket(std::optional<RateLimit> limit) : limit_(limit) {
  assert(!limit_ || (limit_->per_second > 0 && limit_->burst >= 1));
}

Time TokenBucket::reserve(Time now) {
  if (!limit_) return now;

  if (is_full(now)) {
    full_at_ = now;
    taken_ = 0;
  }
  ++taken_;
  return std::max(now, last_slot());
}

double TokenBucket::tokens(Time now) const {
  if (!limit_) return std::numeric_limits<double>::infinity();

  const auto left = limit_->burst - static_cast<double>(taken_) + refilled(now);
  return std::clamp(left, 0.0, limit_->burst);
}

bool TokenBucket::is_full(Time now) const {
  return !limit_ || refilled(now) >= static_cast<double>(taken_);
}

Duration TokenBucket::reserved_ahead(Time now) const {
  if (!limit_) return Duration{0};

  return std::max(last_slot() - now, Duration{0});
}

double TokenBucket::refilled(Time now) const {
  return static_cast<double>((now - full_at_).count()) * limit_->per_second / 1000;
}

// The burst comes at once, each further token when it has dropped into the bucket.
Time TokenBucket::last_slot() const {
  const auto beyond_burst = static_cast<double>(taken_) - limit_->burst;
  const auto wait = std::ceil(beyond_burst * 1000 / limit_->per_second);
  const auto bounded = std::clamp(wait, 0.0, static_cast<double>(horizon.count()));
  return full_at_ + Duration{static_cast<Duration::rep>(bounded)};
}

}  // namespace tocsin::domain
