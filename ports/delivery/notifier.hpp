#pragma once

#include <functional>

#include "domain/delivery/message.hpp"

namespace tocsin::ports {

// Tells one target one thing. Sending it twice is allowed, losing it is not: the message's key goes
// along as idempotency key wherever the channel has room for one.
class Notifier {
 public:
  using Answered = std::function<void(domain::AttemptResult)>;

  virtual ~Notifier() = default;

  // Returns at once. `done` is called exactly once, on any thread, also from within the call, and
  // no later than the deadline of an attempt; not after the notifier has been destroyed.
  virtual void deliver(const domain::Message& message, Answered answered) = 0;
};

}  // namespace tocsin::ports
