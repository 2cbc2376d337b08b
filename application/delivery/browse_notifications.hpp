#pragma once

#include <cstddef>
#include <optional>

#include "application/kernel/listing.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "ports/delivery/notification_reader.hpp"

namespace tocsin::application {

// Returns notifications and their delivery status for display. Changes nothing. Thread-safe.
class BrowseNotifications {
 public:
  BrowseNotifications(ports::NotificationReader& live, ports::NotificationReader& ended);

  // Fails with not_found if there is none.
  Result<domain::Notification> find(const domain::TenantId& tenant, domain::NotificationId id);

  Result<Listing<domain::Notification>> list(const ports::NotificationFilter& filter,
                                             std::optional<domain::NotificationId> before,
                                             std::size_t limit);

 private:
  ports::NotificationReader& live_;
  ports::NotificationReader& ended_;
};

}  // namespace tocsin::application
