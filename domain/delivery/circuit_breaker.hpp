#pragma once

#include <cstdint>
#include <optional>

#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

enum class BreakerState { closed, open, half_open };
constexpr Words<3> words(BreakerState) { return {"closed", "open", "half_open"}; }

// The limits at which a breaker opens, and for how long.
struct BreakerLimits {
  unsigned window = 10;                                // outcomes evaluated, 1 … 64
  unsigned failure_percent = 50;                       // of a full window: opens from this share on
  Duration open_for = std::chrono::seconds{30};        // before the first probe
  Duration probe_patience = std::chrono::seconds{11};  // before a silent probe gets a successor: an
                                                       // attempt ends after 10 s

  bool operator==(const BreakerLimits&) const = default;
};

// Stops attempts to a channel or an address that failed too often recently. Closed: admits
// everything and evaluates the last outcomes. Open: admits nothing. Half-open: admits one probe at
// a time, whose success closes the breaker and whose failure opens it again. Reads no clock: `now`
// never goes back. For one thread.
class CircuitBreaker {
 public:
  explicit CircuitBreaker(BreakerLimits limits = {});

  // Returns whether an attempt may start now. Changes nothing.
  bool admits(Time now) const;

  // Returns the same for an attempt that will be made: when half-open, it becomes the probe.
  bool admit(Time now);

  // Records the outcome of an attempt that was admitted at `started`. The outcome of an attempt
  // that was admitted before the breaker opened is ignored, however late it comes.
  void record(bool ok, Time started, Time now);

  BreakerState state(Time now) const;

  // Returns when the next attempt may start; nothing if now. While a probe is in flight, this is
  // the latest possible time: success of the probe closes the breaker earlier.
  std::optional<Time> retry_at(Time now) const;

  // Returns the failures in the window; an open breaker shows those that opened it.
  unsigned failures() const;
  unsigned outcomes() const { return outcomes_; }

 private:
  void remember(bool ok);
  bool has_failed_too_often() const;
  void open(Time now);
  void close();

  BreakerLimits limits_;
  std::uint64_t failed_ = 0;  // a bit for each outcome of the window, the last one lowest
  unsigned outcomes_ = 0;
  Time half_open_from_ = Time::min();    // of the last opening; attempts from before do not count
  std::optional<Time> next_attempt_at_;  // nothing while closed
};

}  // namespace tocsin::domain
