#include "application/wanted.hpp"

namespace tocsin::application {

using domain::NotificationKind;

Wanted::Wanted(ports::AlertRepository& alerts,
               ports::Subscriptions& subscriptions,
               ports::Clients& clients)
    : alerts_(alerts), subscriptions_(subscriptions), clients_(clients) {}

Result<bool> Wanted::is_wanted(const domain::Notification& notification,
                               const domain::Delivery& delivery) {
  if (notification.kind == NotificationKind::match) {
    return is_subscribed(notification, delivery.meant_for.value_or(delivery.target));
  }
  if (notification.kind != NotificationKind::page) return true;

  const auto alert = alerts_.get(notification.tenant, notification.alert);
  if (!alert) return Failure{alert.error()};
  return alert->is_open() && !alert->acknowledgement;
}

Result<bool> Wanted::is_subscribed(const domain::Notification& notification,
                                   const domain::Target& target) {
  const auto client = clients_.find(notification.tenant, notification.client);
  if (!client) return Failure{client.error()};
  if (!*client || !(*client)->enabled) return false;

  for (const auto id : notification.subscriptions) {
    const auto subscription = subscriptions_.find(notification.tenant, id);
    if (!subscription) return Failure{subscription.error()};
    if (*subscription && (*subscription)->enabled &&
        (*subscription)->reaches(target.channel, target.address)) {
      return true;
    }
  }
  return false;
}

}  // namespace tocsin::application
