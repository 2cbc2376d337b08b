#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "domain/delivery/notification.hpp"
#include "tests/builders/alerting.hpp"
#include "tests/builders/subscriptions.hpp"

// Notifications that wait for their first attempt.
namespace tocsin::tests {

inline domain::NotificationId notification_id(std::uint64_t n) { return {CountingIds::nth(n)}; }

inline std::optional<domain::Notification> no_notification() { return std::nullopt; }

inline domain::Notification a_page(std::uint64_t n = 1, const domain::Target& to = alice) {
  domain::Notification page;
  page.id = notification_id(n);
  page.tenant = acme;
  page.alert = alert_id(1);
  page.about = facts_of(an_alert(), start_of_test());
  page.deliveries = {delivery_to(to, start_of_test())};
  page.created_at = start_of_test();
  return page;
}

// To globex, for these of its subscriptions.
inline domain::Notification a_match(const std::vector<domain::Subscription>& subscriptions) {
  domain::Notification match;
  match.id = notification_id(1);
  match.tenant = acme;
  match.alert = alert_id(1);
  match.kind = domain::NotificationKind::match;
  match.client = globex;
  match.about = facts_of(an_alert(), start_of_test());
  match.created_at = start_of_test();
  for (const auto& subscription : subscriptions) {
    match.subscriptions.push_back(subscription.id);
    add_deliveries(match, subscription, start_of_test());
  }
  return match;
}

}  // namespace tocsin::tests
