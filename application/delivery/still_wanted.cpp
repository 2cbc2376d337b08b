#include "application/delivery/still_wanted.hpp"

#include <utility>

namespace tocsin::application {

using domain::NotificationKind;

Result<bool> StillWanted::is_wanted(const Scope& /*scope*/,
                                    const domain::Notification& notification,
                                    const domain::Delivery& delivery) {
  if (notification.kind == NotificationKind::incident_resolved) return true;
  if (notification.kind == NotificationKind::incident_acknowledged) return is_open(notification);
  if (notification.kind == NotificationKind::page) return is_unanswered(notification);
  if (notification.run) return is_still_told(notification);

  const bool opens_incident =
      delivery.target.channel == domain::Channel::pagerduty && notification.opens_incidents();
  if (opens_incident && !notification.is_foreign()) {
    auto unanswered = is_unanswered(notification);
    if (!unanswered || !*unanswered) return unanswered;
  }
  if (notification.kind == NotificationKind::alert_opened) return is_open(notification);
  if (notification.kind != NotificationKind::match) return true;
  return is_subscribed(notification, delivery.meant_for.value_or(delivery.target));
}

// Returns the alert if it is open. One that is no longer stored ended long ago.
Result<std::optional<domain::Alert>> StillWanted::open_alert(
    const domain::Notification& notification) {
  auto alert = ports_.alerts.get(notification.tenant, notification.alert);
  if (!alert && alert.error().kind != ErrorKind::not_found) return Failure{alert.error()};
  return alert && alert->is_open() ? std::optional{*std::move(alert)} : std::nullopt;
}

Result<bool> StillWanted::is_open(const domain::Notification& notification) {
  const auto alert = open_alert(notification);
  if (!alert) return Failure{alert.error()};
  return alert->has_value();
}

// Whether the alert is open and not acknowledged.
Result<bool> StillWanted::is_unanswered(const domain::Notification& notification) {
  const auto alert = open_alert(notification);
  if (!alert) return Failure{alert.error()};
  return *alert && !(*alert)->acknowledgement;
}

// Whether a workflow message is still wanted: even if its run has failed, a delivery that had
// failed may be retried.
Result<bool> StillWanted::is_still_told(const domain::Notification& notification) {
  const auto run = ports_.runs.find(notification.tenant, *notification.run);
  if (!run) return Failure{run.error()};
  return !*run || (*run)->status != domain::RunStatus::cancelled;
}

Result<bool> StillWanted::is_subscribed(const domain::Notification& notification,
                                        const domain::Target& target) {
  const auto client = ports_.clients.find(notification.tenant, notification.client);
  if (!client) return Failure{client.error()};
  if (!*client || !(*client)->enabled) return false;

  for (const auto id : notification.subscriptions) {
    const auto subscription = ports_.subscriptions.find(notification.tenant, id);
    if (!subscription) return Failure{subscription.error()};
    if (*subscription && (*subscription)->enabled &&
        (*subscription)->reaches(target.channel, target.address)) {
      return true;
    }
  }
  return false;
}

}  // namespace tocsin::application
