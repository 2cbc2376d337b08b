#include "domain/delivery/message.hpp"

namespace tocsin::domain {

Message message_of(const Notification& notification, std::size_t delivery) {
  const auto& to = notification.deliveries[delivery];
  return {notification.key_of(delivery),
          notification.id,
          notification.tenant,
          notification.alert,
          notification.kind,
          notification.level,
          notification.client,
          notification.subscriptions,
          notification.run,
          notification.about,
          to.target,
          to.attempt_count,
          to.possibly_repeated,
          notification.created_at};
}

}  // namespace tocsin::domain
