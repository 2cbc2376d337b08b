#include "ports/notification_reader.hpp"

namespace tocsin::ports {

bool NotificationFilter::accepts(const domain::Notification& notification) const {
  return notification.tenant == tenant && (!alert || notification.alert == *alert) &&
         (!status || notification.status == *status);
}

}  // namespace tocsin::ports
