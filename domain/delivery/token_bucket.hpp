#pragma once

#include <cstdint>
#include <optional>

#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// The limit of a rate: per second in the long run, and in one burst.
struct RateLimit {
  double per_second = 1;  // greater than 0
  double burst = 1;       // at least 1

  bool operator==(const RateLimit&) const = default;
};

// Limits the rate of an action. When the bucket is empty, the next token can be reserved: each
// reservation gets a later slot (as far as milliseconds can distinguish them), so that a waiting
// caller needs one wake-up only. Without a limit, everything is allowed.
//
// Tokens are counted from the time when the bucket was last full, and a slot is calculated from
// that count. Nothing is accumulated, so no error grows, however long the bucket is busy. `now`
// never goes back. For one thread.
class TokenBucket {
 public:
  // The maximum distance of a slot from now.
  static constexpr Duration horizon = std::chrono::years{10};

  explicit TokenBucket(std::optional<RateLimit> limit = std::nullopt);

  // Takes the next token. Returns when it may be used: now or later, never too early.
  Time reserve(Time now);

  // Returns how many tokens could be taken and used now; infinity without a limit.
  double tokens(Time now) const;

  bool is_full(Time now) const;

  // Returns the time from now to the last reserved slot; zero if there is none.
  Duration reserved_ahead(Time now) const;

 private:
  double refilled(Time now) const;
  Time last_slot() const;

  std::optional<RateLimit> limit_;
  Time full_at_;             // when the bucket was last full
  std::uint64_t taken_ = 0;  // since then
};

}  // namespace tocsin::domain
