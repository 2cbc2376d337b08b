#pragma once

#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// Somebody wants a notification told after all whose deliveries were given up, all or some. They
// are tried again with the same keys, for another day.
class RetryNotification {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::NotificationId notification;
  };

  RetryNotification(ports::UnitOfWork& work,
                    ports::Outbox& outbox,
                    ports::Subscriptions& subscriptions,
                    const ports::Clock& clock);

  // not_found when there is none; conflict when nothing of it has failed, or it still has nowhere
  // to go.
  Result<domain::Notification> operator()(const Command& command);

 private:
  Result<Done> find_endpoints(domain::Notification& notification, domain::Time now);

  ports::UnitOfWork& work_;
  ports::Outbox& outbox_;
  ports::Subscriptions& subscriptions_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
