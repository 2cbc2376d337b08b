#include "application/announcer.hpp"

#include <string>
#include <utility>

namespace tocsin::application {

using domain::Alert;
using domain::Channel;
using domain::EventManager;
using domain::NotificationKind;
using domain::Target;
using domain::Time;

namespace {

// By what subscriptions match the alert: what the event itself says, or else where it came from
// and what kind of trouble it is.
MatchSubscriptions::News news_of(const Alert& alert, Time now) {
  auto facts = facts_of(alert, now);
  const auto& origin = alert.service.empty() ? alert.manager.value : alert.service.value;
  facts.source = alert.fields.find("source").value_or(origin);
  facts.name = alert.fields.find("name").value_or(alert.class_name);
  facts.context = alert.fields;
  return {alert.tenant, alert.id, std::move(facts)};
}

}  // namespace

Announcer::Announcer(MatchSubscriptions& match_subscriptions,
                     ports::Outbox& outbox,
                     ports::IdGenerator& ids)
    : match_subscriptions_(match_subscriptions), outbox_(outbox), ids_(ids) {}

Result<Done> Announcer::opened(const Alert& alert, const EventManager* manager, Time now) {
  tell_webhook(NotificationKind::alert_opened, alert, manager, now);
  const auto told = match_subscriptions_.tell(news_of(alert, now), {}, now);
  if (!told) return Failure{told.error()};
  return Done{};
}

Result<Done> Announcer::acknowledged(const Alert& alert, Time now) {
  if (!alert.speaks_for_itself()) return Done{};
  constexpr auto kind = NotificationKind::incident_acknowledged;
  settle_paged_incidents(kind, alert, now);
  return match_subscriptions_.settle_incidents(kind, news_of(alert, now), now);
}

Result<Done> Announcer::resolved(const Alert& alert, const EventManager* manager, Time now) {
  tell_webhook(NotificationKind::alert_resolved, alert, manager, now);
  constexpr auto kind = NotificationKind::incident_resolved;
  settle_paged_incidents(kind, alert, now);
  return match_subscriptions_.settle_incidents(kind, news_of(alert, now), now);
}

void Announcer::tell_webhook(NotificationKind kind,
                             const Alert& alert,
                             const EventManager* manager,
                             Time now) {
  if (!manager || manager->webhook_url.empty()) return;
  add(kind, alert, {manager->id.value, Channel::webhook, manager->webhook_url}, now);
}

// On every level, for an alert that pages again begins with the first one: what has no incident
// passes over word of it.
void Announcer::settle_paged_incidents(NotificationKind kind, const Alert& alert, Time now) {
  if (!alert.escalation || !alert.escalation->policy()) return;
  for (const auto& level : alert.escalation->policy()->levels) {
    for (const auto& target : level.targets) {
      if (target.channel == Channel::pagerduty) add(kind, alert, target, now);
    }
  }
}

void Announcer::add(NotificationKind kind, const Alert& alert, const Target& target, Time now) {
  domain::Notification notification;
  notification.id = {ids_.next()};
  notification.tenant = alert.tenant;
  notification.alert = alert.id;
  notification.kind = kind;
  notification.about = facts_of(alert, now);
  notification.deliveries = {delivery_to(target, now)};
  notification.created_at = now;
  outbox_.add(std::move(notification));
}

}  // namespace tocsin::application
