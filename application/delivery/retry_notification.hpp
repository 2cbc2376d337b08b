#pragma once

#include <string_view>

#include "application/delivery/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Somebody wants a notification told after all whose deliveries were given up, all or some. They
// are tried again with the same keys, for another day.
class RetryNotification {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::NotificationId notification;
  };
  using Outcome = domain::Notification;

  static constexpr std::string_view name = "retry_notification";

  RetryNotification(DeliveryPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // not_found when there is none; conflict when nothing of it has failed, or it still has nowhere
  // to go.
  Result<Outcome> handle(const Command& command);

 private:
  Result<Done> find_endpoints(domain::Notification& notification, domain::Time now);

  DeliveryPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
