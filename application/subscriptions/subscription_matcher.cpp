#include "application/subscriptions/subscription_matcher.hpp"

#include <set>
#include <utility>

namespace tocsin::application {

using domain::ClientId;
using domain::Match;
using domain::Notification;
using domain::NotificationKind;
using domain::Time;
using ports::Counter;

Result<std::vector<ClientId>> SubscriptionMatcher::notify(const Scope& /*scope*/,
                                                          const News& news,
                                                          const std::vector<ClientId>& told_before,
                                                          Time now) {
  const auto matches = match(news);
  if (!matches) return Failure{matches.error()};

  const std::set<ClientId> known{told_before.begin(), told_before.end()};
  std::vector<ClientId> told;
  for (const auto& one : *matches) {
    const auto& client = one.client();
    if (known.contains(client)) continue;
    const auto enabled = is_enabled(news.tenant, client);
    if (!enabled) return Failure{enabled.error()};
    if (!*enabled) continue;

    ports_.outbox.add(notification_for(one, news, now));
    around_.metrics.count(Counter::clients_told);
    told.push_back(client);
  }
  around_.metrics.count(told.empty() ? Counter::alerts_unmatched : Counter::alerts_matched);
  return told;
}

Result<std::vector<Match>> SubscriptionMatcher::match(const News& news) {
  return ports_.subscriptions.match(
      news.tenant, severity_word(news.about.severity), news.about.source, news.about.name);
}

Result<bool> SubscriptionMatcher::is_enabled(const domain::TenantId& tenant,
                                             const ClientId& client) {
  const auto found = ports_.clients.find(tenant, client);
  if (!found) return Failure{found.error()};
  return *found && (*found)->enabled;
}

Notification SubscriptionMatcher::notification_for(const Match& match, const News& news, Time now) {
  Notification notification;
  notification.id = {around_.ids.next()};
  notification.tenant = news.tenant;
  notification.alert = news.alert;
  notification.kind = NotificationKind::match;
  notification.client = match.client();
  notification.about = news.about;
  notification.created_at = now;
  for (const auto* subscription : match.subscriptions()) {
    notification.subscriptions.push_back(subscription->id);
    add_deliveries(notification, *subscription, now);
  }
  return notification;
}

}  // namespace tocsin::application
