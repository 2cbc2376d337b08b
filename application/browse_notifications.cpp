#include "application/browse_notifications.hpp"

#include <utility>

namespace tocsin::application {

BrowseNotifications::BrowseNotifications(ports::NotificationReader& live,
                                         ports::NotificationReader& ended)
    : live_(live), ended_(ended) {}

Result<BrowseNotifications::NotificationPage> BrowseNotifications::list(
    const ports::NotificationFilter& filter,
    std::optional<domain::NotificationId> before,
    std::size_t limit) {
  auto live = live_.list(filter, before, limit);
  if (!live) return Failure{live.error()};
  auto ended = ended_.list(filter, before, limit);
  if (!ended) return Failure{ended.error()};
  return merged(std::move(*live), std::move(*ended), limit);
}

}  // namespace tocsin::application
