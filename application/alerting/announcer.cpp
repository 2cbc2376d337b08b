#include "application/alerting/announcer.hpp"

#include <string>
#include <utility>

namespace tocsin::application {

using domain::Alert;
using domain::Channel;
using domain::EventManager;
using domain::Notification;
using domain::NotificationKind;
using domain::Target;
using domain::Time;

namespace {

// Returns the fields that subscriptions match: the event's own values, or else its origin and the
// kind of problem.
SubscriptionMatcher::News news_of(const Alert& alert, Time now) {
  auto facts = facts_of(alert, now);
  const auto& origin = alert.service.empty() ? alert.manager.value : alert.service.value;
  facts.source = alert.fields.find("source").value_or(origin);
  facts.name = alert.fields.find("name").value_or(alert.class_name);
  facts.context = alert.fields;
  return {alert.tenant, alert.id, std::move(facts)};
}

}  // namespace

Result<Done> Announcer::opened(const Scope& scope,
                               const Alert& alert,
                               const EventManager* manager,
                               Time now) {
  tell_webhook(NotificationKind::alert_opened, alert, manager, now);
  const auto told = matcher_.notify(scope, news_of(alert, now), {}, now);
  if (!told) return Failure{told.error()};
  return Done{};
}

void Announcer::acknowledged(const Scope& /*scope*/, const Alert& alert, Time now) {
  settle_incidents(NotificationKind::incident_acknowledged, alert, now);
}

void Announcer::resolved(const Scope& /*scope*/,
                         const Alert& alert,
                         const EventManager* manager,
                         Time now) {
  tell_webhook(NotificationKind::alert_resolved, alert, manager, now);
  settle_incidents(NotificationKind::incident_resolved, alert, now);
}

void Announcer::tell_webhook(NotificationKind kind,
                             const Alert& alert,
                             const EventManager* manager,
                             Time now) {
  if (!manager || manager->webhook_url.empty()) return;
  ports_.outbox.add(
      notice(kind, alert, {manager->id.value, Channel::webhook, manager->webhook_url}, now));
}

// Updates every incident that may exist: PagerDuty knows whether it was opened, and ignores updates
// of unknown ones.
void Announcer::settle_incidents(NotificationKind kind, const Alert& alert, Time now) {
  if (!alert.incidents) return;
  for (const auto& incident : *alert.incidents) {
    auto notification = notice(kind, alert, incident.target, now);
    notification.client = incident.client;
    ports_.outbox.add(std::move(notification));
  }
}

Notification Announcer::notice(NotificationKind kind,
                               const Alert& alert,
                               const Target& target,
                               Time now) {
  Notification notification;
  notification.id = {around_.ids.next()};
  notification.tenant = alert.tenant;
  notification.alert = alert.id;
  notification.kind = kind;
  notification.about = facts_of(alert, now);
  notification.deliveries = {delivery_to(target, now)};
  notification.created_at = now;
  return notification;
}

}  // namespace tocsin::application
