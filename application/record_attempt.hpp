#pragma once

#include <cstdint>

#include "domain/notification.hpp"
#include "domain/result.hpp"
#include "ports/clock.hpp"
#include "ports/metrics.hpp"
#include "ports/outbox.hpp"
#include "ports/timeline.hpp"
#include "ports/unit_of_work.hpp"

namespace tocsin::application {

// The result of an attempt: it arrived, is tried again, or is given up, which the alert's timeline
// says.
class RecordAttempt {
 public:
  struct Command {
    domain::NotificationId notification;
    std::uint32_t attempt = 0;
    domain::Delivery delivery;
  };

  RecordAttempt(ports::UnitOfWork& work,
                ports::Outbox& outbox,
                ports::Timeline& timeline,
                ports::Metrics& metrics,
                const ports::Clock& clock);

  Result<domain::RecordOutcome> operator()(const Command& command);

 private:
  ports::UnitOfWork& work_;
  ports::Outbox& outbox_;
  ports::Timeline& timeline_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
