#include "application/delivery/opened_incidents.hpp"

#include <utility>

namespace tocsin::application {

Result<Done> OpenedIncidents::note(const Scope& /*scope*/,
                                   const domain::Notification& notification,
                                   const domain::Delivery& delivery) {
  const auto& target = delivery.target;
  if (target.channel != domain::Channel::pagerduty || !notification.opens_incidents()) {
    return Done{};
  }
  if (notification.run) {
    auto run = ports_.runs.find_open(*notification.run);
    if (run && run->note_incident(notification.id, target)) ports_.runs.save(*std::move(run));
    return Done{};
  }
  if (notification.is_foreign()) return Done{};

  auto alert = ports_.alerts.get(notification.tenant, notification.alert);
  if (!alert) return Failure{alert.error()};
  if (alert->note_incident({target, notification.client})) ports_.alerts.save(*std::move(alert));
  return Done{};
}

}  // namespace tocsin::application
