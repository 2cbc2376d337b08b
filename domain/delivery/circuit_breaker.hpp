#pragma once

#include <cstdint>
#include <optional>

#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

enum class BreakerState { closed, open, half_open };
constexpr Words<3> words(BreakerState) { return {"closed", "open", "half_open"}; }

// When a breaker opens, and for how long.
struct BreakerLimits {
  unsigned window = 10;                                // outcomes looked at, 1 … 64
  unsigned failure_percent = 50;                       // of a full window: from here on it opens
  Duration open_for = std::chrono::seconds{30};        // before the first probe
  Duration probe_patience = std::chrono::seconds{11};  // before a silent probe gets a successor: an
                                                       // attempt ends after 10 s

  bool operator==(const BreakerLimits&) const = default;
};

// Keeps attempts away from what has just failed too often. Closed, it lets everything through and
// looks at the last outcomes; open, nothing; then half-open: one probe at a time, whose success
// closes it and whose failure opens it again. Counts no time by itself: `now` never goes back.
// For one thread.
class CircuitBreaker {
 public:
  explicit CircuitBreaker(BreakerLimits limits = {});

  // May an attempt be made now? Changes nothing.
  bool admits(Time now) const;

  // The same, for an attempt that will be made: when half-open it is the probe.
  bool admit(Time now);

  // What came of an attempt that was admitted at `started`. One that was admitted before the
  // breaker opened is old news by then, however late it comes: it neither closes nor opens
  // anything.
  void record(bool ok, Time started, Time now);

  BreakerState state(Time now) const;

  // When the next attempt may be made; nothing when now. While a probe is out this is the latest it
  // can be: the probe's success closes the breaker earlier.
  std::optional<Time> retry_at(Time now) const;

  // In the window; an open breaker shows those that opened it.
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
