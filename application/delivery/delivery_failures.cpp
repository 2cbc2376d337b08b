#include "application/delivery/delivery_failures.hpp"

#include <utility>

namespace tocsin::application {

using domain::Notification;
using domain::NotificationKind;
using domain::Target;
using domain::Time;
using ports::Counter;

namespace {

std::string reason_of(const Target& target, const std::string& why) {
  return "could not notify " + name_of(target) + ": " + why;
}

}  // namespace

bool DeliveryFailures::divert(const Scope& /*scope*/,
                              Notification& notification,
                              std::size_t index,
                              const std::string& why,
                              Time now) {
  auto& delivery = notification.deliveries[index];
  const auto* fallback = fallbacks_.of(notification, delivery);
  if (!fallback) return false;
  around_.metrics.count(Counter::deliveries_diverted);
  write_timeline(notification,
                 reason_of(delivery.target, why) + "; notifying " + name_of(*fallback) + " instead",
                 now);
  delivery.divert(*fallback, now);
  return true;
}

Result<Done> DeliveryFailures::give_up(const Scope& scope,
                                       const Notification& notification,
                                       std::size_t index,
                                       const std::string& why,
                                       Time now) {
  const auto reason = reason_of(notification.deliveries[index].target, why);
  around_.metrics.count(Counter::notifications_failed);
  write_timeline(notification, reason, now);
  run_outcomes_.given_up(scope, notification, reason, now);
  // A delivery that was retried on request was counted at its first failure.
  const bool is_counted = notification.was_revived(index);
  if (notification.kind != NotificationKind::page || is_counted) return Done{};
  return pager_.give_up_on_target(scope, notification, now);
}

// Writes the failure to the alert's timeline. An announced alert has none.
void DeliveryFailures::write_timeline(const Notification& notification, std::string why, Time now) {
  if (notification.is_foreign()) return;
  around_.timeline.add({notification.tenant,
                        notification.alert,
                        now,
                        domain::Change::notification_failed,
                        std::move(why),
                        domain::tocsin_itself});
}

}  // namespace tocsin::application
