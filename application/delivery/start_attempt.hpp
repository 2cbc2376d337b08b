#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "application/delivery/delivery_failures.hpp"
#include "application/delivery/opened_incidents.hpp"
#include "application/delivery/ports.hpp"
#include "application/delivery/still_wanted.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "domain/delivery/delivery_gate.hpp"
#include "domain/delivery/message.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// A delivery is about to be sent. The start is kept before the first byte goes out, and looks once
// more whether anybody still wants it: no page starts after its acknowledgement. What its channel
// cannot take now waits, or goes to the channel's fallback; what has waited too long is given up.
class StartAttempt {
 public:
  struct Command {
    domain::DeliveryRef delivery;
  };
  using Outcome = std::optional<domain::Message>;

  static constexpr std::string_view name = "start_attempt";

  StartAttempt(DeliveryPorts ports,
               Surroundings around,
               StillWanted& wanted,
               domain::DeliveryGate& gate,
               DeliveryFailures& delivery_failures,
               OpenedIncidents& incidents)
      : ports_(ports),
        around_(around),
        still_wanted_(wanted),
        gate_(gate),
        delivery_failures_(delivery_failures),
        opened_incidents_(incidents) {}

  // What to send now; nothing when it is not wanted any more, or not yet.
  Result<Outcome> handle(const Command& command);

 private:
  Result<bool> start(const Scope& scope,
                     domain::Notification& notification,
                     std::size_t index,
                     domain::Time now);
  Result<bool> is_owed(const Scope& scope,
                       domain::Notification& notification,
                       std::size_t index,
                       domain::Time now);
  Result<Done> wait_for_channel(const Scope& scope,
                                domain::Notification& notification,
                                std::size_t index,
                                const domain::Admission& admission,
                                domain::Time now);

  DeliveryPorts ports_;
  Surroundings around_;
  StillWanted& still_wanted_;
  domain::DeliveryGate& gate_;
  DeliveryFailures& delivery_failures_;
  OpenedIncidents& opened_incidents_;
};

}  // namespace tocsin::application
