#pragma once

#include <cstddef>
#include <cstdint>

#include "application/delivery/delivery_failures.hpp"
#include "application/workflows/run_outcomes.hpp"
#include "domain/delivery/delivery_gate.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// The result of an attempt: it arrived, is tried again, goes to the channel's fallback, or is given
// up, which the alert's timeline, or the run, says. When nobody of a level can be told, the next
// one is paged.
class RecordAttempt {
 public:
  struct Command {
    domain::DeliveryRef delivery;
    std::uint32_t attempt = 0;
    domain::AttemptResult result;
  };

  RecordAttempt(ports::UnitOfWork& work,
                ports::Outbox& outbox,
                DeliveryFailures& delivery_failures,
                RunOutcomes& run_outcomes,
                domain::DeliveryGate& gate,
                ports::Timeline& timeline,
                ports::Metrics& metrics,
                const ports::Clock& clock);

  Result<domain::RecordOutcome> operator()(const Command& command);

 private:
  void arrived(domain::Notification& notification, std::size_t delivery, domain::Time now);

  ports::UnitOfWork& work_;
  ports::Outbox& outbox_;
  DeliveryFailures& delivery_failures_;
  RunOutcomes& run_outcomes_;
  domain::DeliveryGate& gate_;
  ports::Timeline& timeline_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
