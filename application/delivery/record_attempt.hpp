#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "application/delivery/delivery_failures.hpp"
#include "application/delivery/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/workflows/run_outcomes.hpp"
#include "domain/delivery/delivery_gate.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Records the result of an attempt: the delivery was sent, is retried, goes to the channel's
// fallback, or fails permanently, which the alert's timeline or the run records. If no target of a
// level can be reached, the next level is paged.
class RecordAttempt {
 public:
  struct Command {
    domain::DeliveryRef delivery;
    std::uint32_t attempt = 0;
    domain::AttemptResult result;
  };
  using Outcome = domain::RecordOutcome;

  static constexpr std::string_view name = "record_attempt";

  RecordAttempt(DeliveryPorts ports,
                Surroundings around,
                DeliveryFailures& delivery_failures,
                RunOutcomes& run_outcomes,
                domain::DeliveryGate& gate)
      : ports_(ports),
        around_(around),
        delivery_failures_(delivery_failures),
        run_outcomes_(run_outcomes),
        gate_(gate) {}

  Result<Outcome> handle(const Command& command);

 private:
  void arrived(const Scope& scope,
               domain::Notification& notification,
               std::size_t index,
               domain::Time now);

  DeliveryPorts ports_;
  Surroundings around_;
  DeliveryFailures& delivery_failures_;
  RunOutcomes& run_outcomes_;
  domain::DeliveryGate& gate_;
};

}  // namespace tocsin::application
