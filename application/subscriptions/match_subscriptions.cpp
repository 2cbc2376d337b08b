#include "application/subscriptions/match_subscriptions.hpp"

#include <set>
#include <utility>

namespace tocsin::application {

using domain::ClientId;
using domain::Match;
using domain::Notification;
using domain::NotificationKind;
using domain::Time;
using ports::Counter;

MatchSubscriptions::MatchSubscriptions(ports::Subscriptions& subscriptions,
                                       ports::Clients& clients,
                                       ports::Outbox& outbox,
                                       ports::IdGenerator& ids,
                                       ports::Metrics& metrics)
    : subscriptions_(subscriptions),
      clients_(clients),
      outbox_(outbox),
      ids_(ids),
      metrics_(metrics) {}

Result<std::vector<ClientId>> MatchSubscriptions::tell(const News& news,
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

    outbox_.add(notification_for(one, news, now));
    metrics_.count(Counter::clients_told);
    told.push_back(client);
  }
  metrics_.count(told.empty() ? Counter::alerts_unmatched : Counter::alerts_matched);
  return told;
}

Result<std::vector<Match>> MatchSubscriptions::match(const News& news) {
  return subscriptions_.match(
      news.tenant, severity_word(news.about.severity), news.about.source, news.about.name);
}

Result<bool> MatchSubscriptions::is_enabled(const domain::TenantId& tenant,
                                            const ClientId& client) {
  const auto found = clients_.find(tenant, client);
  if (!found) return Failure{found.error()};
  return *found && (*found)->enabled;
}

Notification MatchSubscriptions::notification_for(const Match& match, const News& news, Time now) {
  Notification notification;
  notification.id = {ids_.next()};
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
