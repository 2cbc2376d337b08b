#pragma once

#include <optional>

#include "domain/notification.hpp"
#include "domain/result.hpp"
#include "ports/alert_repository.hpp"
#include "ports/clock.hpp"
#include "ports/outbox.hpp"
#include "ports/unit_of_work.hpp"

namespace tocsin::application {

// A notification is about to be sent. The start is kept before the first byte goes out, and looks
// at the alert once more: no page starts after its acknowledgement.
class StartAttempt {
 public:
  struct Command {
    domain::NotificationId notification;
  };

  StartAttempt(ports::UnitOfWork& work,
               ports::Outbox& outbox,
               ports::AlertRepository& alerts,
               const ports::Clock& clock);

  // What to send now; nothing when it is not wanted any more, or not yet.
  Result<std::optional<domain::Notification>> operator()(const Command& command);

 private:
  Result<bool> is_wanted(const domain::Notification& notification);

  ports::UnitOfWork& work_;
  ports::Outbox& outbox_;
  ports::AlertRepository& alerts_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
