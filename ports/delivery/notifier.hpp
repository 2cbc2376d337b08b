#pragma once

#include <functional>

#include "domain/delivery/message.hpp"

namespace tocsin::ports {

// Sends one message to one target. A message may be sent twice but not lost: its key is the
// idempotency key wherever the channel supports one.
class Notifier {
 public:
  using Answered = std::function<void(domain::AttemptResult)>;

  virtual ~Notifier() = default;

  // Starts the delivery and returns immediately. `answered` is called exactly once, on any thread,
  // possibly from within the call, no later than the deadline of an attempt, and never after the
  // notifier was destroyed.
  virtual void deliver(const domain::Message& message, Answered answered) = 0;
};

}  // namespace tocsin::ports
