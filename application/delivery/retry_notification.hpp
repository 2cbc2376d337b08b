#pragma once

#include <string_view>

#include "application/delivery/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Retries the deliveries of a notification that have failed permanently, on request, with the same
// keys, for another day.
class RetryNotification {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::NotificationId notification;
  };
  using Outcome = domain::Notification;

  static constexpr std::string_view name = "retry_notification";

  RetryNotification(DeliveryPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Fails with not_found if there is none, and with conflict if no delivery has failed, or there is
  // still no target.
  Result<Outcome> handle(const Command& command);

 private:
  Result<Done> find_endpoints(domain::Notification& notification, domain::Time now);

  DeliveryPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
