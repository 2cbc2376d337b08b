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
  return "could not tell " + name_of(target) + ": " + why;
}

}  // namespace

DeliveryFailures::DeliveryFailures(Pager& pager,
                                   RunOutcomes& run_outcomes,
                                   const Fallbacks& fallbacks,
                                   ports::Timeline& timeline,
                                   ports::Metrics& metrics)
    : pager_(pager),
      run_outcomes_(run_outcomes),
      fallbacks_(fallbacks),
      timeline_(timeline),
      metrics_(metrics) {}

bool DeliveryFailures::divert(Notification& notification,
                              std::size_t index,
                              const std::string& why,
                              Time now) {
  auto& delivery = notification.deliveries[index];
  const auto* fallback = fallbacks_.of(notification, delivery);
  if (!fallback) return false;
  metrics_.count(Counter::deliveries_diverted);
  write_timeline(notification,
                 reason_of(delivery.target, why) + "; telling " + name_of(*fallback) + " instead",
                 now);
  delivery.divert(*fallback, now);
  return true;
}

Result<Done> DeliveryFailures::give_up(const Notification& notification,
                                       std::size_t index,
                                       const std::string& why,
                                       Time now) {
  const auto reason = reason_of(notification.deliveries[index].target, why);
  metrics_.count(Counter::notifications_failed);
  write_timeline(notification, reason, now);
  run_outcomes_.given_up(notification, reason, now);
  // One that somebody has tried again was counted when it was given up first.
  const bool is_counted = notification.was_revived(index);
  if (notification.kind != NotificationKind::page || is_counted) return Done{};
  return pager_.give_up_on_target(notification, now);
}

// What was announced without being an alert of ours has no timeline.
void DeliveryFailures::write_timeline(const Notification& notification, std::string why, Time now) {
  if (notification.is_foreign()) return;
  timeline_.add({notification.tenant,
                 notification.alert,
                 now,
                 domain::Change::notification_failed,
                 std::move(why),
                 domain::tocsin_itself});
}

}  // namespace tocsin::application
