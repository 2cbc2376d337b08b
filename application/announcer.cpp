#include "application/announcer.hpp"

#include <utility>

namespace tocsin::application {

Announcer::Announcer(ports::Outbox& outbox, ports::IdGenerator& ids) : outbox_(outbox), ids_(ids) {}

void Announcer::announce(domain::NotificationKind kind,
                         const domain::Alert& alert,
                         const domain::EventManager& manager,
                         domain::Time now) {
  if (manager.webhook_url.empty()) return;

  domain::Notification notification;
  notification.id = {ids_.next()};
  notification.tenant = alert.tenant;
  notification.alert = alert.id;
  notification.kind = kind;
  notification.about = facts_of(alert, now);
  notification.deliveries = {
      delivery_to({manager.id.value, domain::Channel::webhook, manager.webhook_url}, now)};
  notification.created_at = now;
  outbox_.add(std::move(notification));
}

}  // namespace tocsin::application
