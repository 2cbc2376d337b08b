#pragma once

#include <cstddef>
#include <optional>

#include "application/delivery/delivery_failures.hpp"
#include "application/delivery/opened_incidents.hpp"
#include "application/delivery/still_wanted.hpp"
#include "domain/delivery/delivery_gate.hpp"
#include "domain/delivery/message.hpp"
#include "domain/kernel/result.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// A delivery is about to be sent. The start is kept before the first byte goes out, and looks once
// more whether anybody still wants it: no page starts after its acknowledgement. What its channel
// cannot take now waits, or goes to the channel's fallback; what has waited too long is given up.
class StartAttempt {
 public:
  struct Command {
    domain::DeliveryRef delivery;
  };

  StartAttempt(ports::UnitOfWork& work,
               ports::Outbox& outbox,
               StillWanted& wanted,
               domain::DeliveryGate& gate,
               DeliveryFailures& delivery_failures,
               OpenedIncidents& incidents,
               const ports::Clock& clock);

  // What to send now; nothing when it is not wanted any more, or not yet.
  Result<std::optional<domain::Message>> operator()(const Command& command);

 private:
  Result<bool> start(domain::Notification& notification, std::size_t index, domain::Time now);
  Result<bool> is_owed(domain::Notification& notification, std::size_t index, domain::Time now);
  Result<Done> wait_for_channel(domain::Notification& notification,
                                std::size_t index,
                                const domain::Admission& admission,
                                domain::Time now);

  ports::UnitOfWork& work_;
  ports::Outbox& outbox_;
  StillWanted& still_wanted_;
  domain::DeliveryGate& gate_;
  DeliveryFailures& delivery_failures_;
  OpenedIncidents& opened_incidents_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
