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

// Starts an attempt of a delivery. The start is stored before the first byte is sent, after a last
// check that the message is still wanted: no page starts after its acknowledgement. A delivery that
// its channel cannot accept now waits, or goes to the channel's fallback; one that has waited too
// long fails permanently.
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

  // Returns the message to send now; nothing if it is not wanted any more, or not yet due.
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
  Result<bool> is_told_already(const domain::Notification& notification,
                               const domain::Target& target);
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
