#pragma once

#include <optional>

#include "domain/kernel/time.hpp"

namespace tocsin::domain {

// Holds back the messages to a receiver that limits their rate, for as long as it asked, or for
// longer and longer if it did not say. Then one message goes first, and its success lets the others
// go. `now` never goes back. For one thread.
class Rest {
 public:
  // Receivers that ask for more are tried again after this time.
  static constexpr Duration longest = std::chrono::minutes{5};

  // Returns when to ask again; nothing if an attempt may start now. Changes nothing.
  std::optional<Time> ask_again_at(Time now) const;

  // Records that an attempt starts.
  void admit(Time now);

  // Records that an attempt that was admitted at `started` was too many.
  void begin(std::optional<Duration> asked_for, Time started, Time now);

  // Records any other answer to an attempt that was admitted at `started`.
  void end(Time started);

  bool is_over() const { return times_ == 0; }

 private:
  unsigned times_ = 0;         // rests without a success in between
  Time until_ = Time::min();   // of the last one
  std::optional<Time> first_;  // when the message that goes first was admitted
};

}  // namespace tocsin::domain
