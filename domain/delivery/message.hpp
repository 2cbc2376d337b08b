#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/delivery/notification.hpp"

namespace tocsin::domain {

// The input of a notifier: one delivery of a notification.
struct Message {
  std::string key;  // the idempotency key
  NotificationId notification;
  TenantId tenant;
  AlertId alert;
  NotificationKind kind = NotificationKind::page;
  std::uint16_t level = 0;
  ClientId client;
  std::vector<SubscriptionId> subscriptions;
  std::optional<RunId> run;
  AlertFacts about;
  Target target;
  std::uint32_t attempt = 0;
  bool possibly_repeated = false;
  Time created_at;

  bool operator==(const Message&) const = default;
};

Message message_of(const Notification& notification, std::size_t delivery);

}  // namespace tocsin::domain
