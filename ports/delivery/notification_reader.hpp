#pragma once

#include <cstddef>
#include <optional>

#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_reader.hpp"

namespace tocsin::ports {

// Selects notifications for a listing. An absent criterion accepts every notification.
struct NotificationFilter {
  domain::TenantId tenant;
  std::optional<domain::AlertId> alert;
  std::optional<domain::ClientId> client;
  std::optional<domain::NotificationStatus> status;
  bool failed = false;                     // only ended ones with a failed target, or none
  std::optional<domain::Channel> channel;  // only those with a delivery on it

  bool accepts(const domain::Notification& notification) const;

  // Whether a live (an ended) notification can be accepted.
  bool finds_open() const;
  bool finds_closed() const;
};

using NotificationSlice = Slice<domain::Notification, domain::NotificationId>;

// Reads notifications for display. One implementation reads those in the outbox, another those that
// have ended. Thread-safe.
class NotificationReader {
 public:
  virtual ~NotificationReader() = default;

  virtual Result<std::optional<domain::Notification>> find_notification(
      const domain::TenantId& tenant,
      domain::NotificationId id) = 0;

  // Returns at most `limit` notifications that were created before the given one, newest first.
  virtual Result<NotificationSlice> list(const NotificationFilter& filter,
                                         std::optional<domain::NotificationId> before,
                                         std::size_t limit) = 0;
};

}  // namespace tocsin::ports
