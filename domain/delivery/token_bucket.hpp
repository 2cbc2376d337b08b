#pragma once

#include <cstdint>
#include <optional>

#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// How often something may be done: so many a second in the long run, so many at once.
struct RateLimit {
  double per_second = 1;  // more than zero
  double burst = 1;       // at least one

  bool operator==(const RateLimit&) const = default;
};

// Hands out the moments at which something may be done. When the bucket is empty the next token can
// be reserved: each reservation gets a later slot (as far as milliseconds can tell them apart), so
// that whoever waits needs to be woken once only. Everything is unlimited when there is no limit.
//
// Tokens are counted from the moment when the bucket was last full, and a slot is worked out from
// that count; nothing is added up, so no error grows, however long the bucket is busy. `now` never
// goes back. For one thread.
class TokenBucket {
 public:
  // No slot is further ahead.
  static constexpr Duration horizon = std::chrono::years{10};

  explicit TokenBucket(std::optional<RateLimit> limit = std::nullopt);

  // Takes the next token and says when it may be used: now, or later, never too early.
  Time reserve(Time now);

  // How many could be taken and used now; infinitely many without a limit.
  double tokens(Time now) const;

  bool is_full(Time now) const;

  // How long from now to the last slot that is reserved; zero when none is to come.
  Duration reserved_ahead(Time now) const;

 private:
  double refilled(Time now) const;
  Time last_slot() const;

  std::optional<RateLimit> limit_;
  Time full_at_;             // when it was last seen full
  std::uint64_t taken_ = 0;  // since then
};

}  // namespace tocsin::domain
