#include "application/delivery/browse_notifications.hpp"

#include <utility>

namespace tocsin::application {

BrowseNotifications::BrowseNotifications(ports::NotificationReader& live,
                                         ports::NotificationReader& ended)
    : live_(live), ended_(ended) {}

// Reads open notifications first: one that has just ended is found by the second reader.
Result<domain::Notification> BrowseNotifications::find(const domain::TenantId& tenant,
                                                       domain::NotificationId id) {
  for (auto* reader : {&live_, &ended_}) {
    auto found = reader->find_notification(tenant, id);
    if (!found) return Failure{found.error()};
    if (*found) return *std::move(*found);
  }
  return fail(ErrorKind::not_found, "notification " + to_text(id) + " not found");
}

Result<Listing<domain::Notification>> BrowseNotifications::list(
    const ports::NotificationFilter& filter,
    std::optional<domain::NotificationId> before,
    std::size_t limit) {
  return listing_from<domain::Notification>(live_, ended_, filter, before, limit);
}

}  // namespace tocsin::application
