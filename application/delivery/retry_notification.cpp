#include "application/delivery/retry_notification.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Notification;
using domain::Time;

Result<RetryNotification::Outcome> RetryNotification::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto found = ports_.outbox.find_ended(command.tenant, command.notification);
  if (!found) return Failure{found.error()};
  if (!*found) {
    return fail(ErrorKind::not_found,
                "failed notification " + to_text(command.notification) + " not found");
  }

  auto& notification = **found;
  const auto now = around_.clock.now();
  if (notification.deliveries.empty()) {
    const auto searched = find_endpoints(notification, now);
    if (!searched) return Failure{searched.error()};
  }
  for (auto& delivery : notification.deliveries)
    delivery.revive(now);
  if (!notification.is_live()) {
    return fail(ErrorKind::conflict, "the notification has no failed delivery to retry");
  }
  ports_.outbox.revive(notification);
  return transaction.commit(std::move(notification));
}

// Adds endpoints to a notification that failed because there was none; by now there may be some.
Result<Done> RetryNotification::find_endpoints(Notification& notification, Time now) {
  for (const auto& id : notification.subscriptions) {
    const auto subscription = ports_.subscriptions.find(notification.tenant, id);
    if (!subscription) return Failure{subscription.error()};
    if (*subscription) add_deliveries(notification, **subscription, now);
  }
  return Done{};
}

}  // namespace tocsin::application
