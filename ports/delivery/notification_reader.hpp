#pragma once

#include <cstddef>
#include <optional>

#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_reader.hpp"

namespace tocsin::ports {

// Which notifications somebody wants to see; what is not given does not matter.
struct NotificationFilter {
  domain::TenantId tenant;
  std::optional<domain::AlertId> alert;
  std::optional<domain::ClientId> client;
  std::optional<domain::NotificationStatus> status;
  bool failed = false;                     // only those that some target was not told
  std::optional<domain::Channel> channel;  // only those with a delivery on it

  bool accepts(const domain::Notification& notification) const;

  // Can a live notification be one of them, or one that has ended?
  bool finds_open() const;
  bool finds_closed() const;
};

using NotificationSlice = Slice<domain::Notification, domain::NotificationId>;

// Shows notifications to people: one implementation those of the outbox, another those that have
// ended. Callable from any thread.
class NotificationReader {
 public:
  virtual ~NotificationReader() = default;

  virtual Result<std::optional<domain::Notification>> find_notification(
      const domain::TenantId& tenant,
      domain::NotificationId id) = 0;

  // At most `limit` that were made before the one given, newest first.
  virtual Result<NotificationSlice> list(const NotificationFilter& filter,
                                         std::optional<domain::NotificationId> before,
                                         std::size_t limit) = 0;
};

}  // namespace tocsin::ports
