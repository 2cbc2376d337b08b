#include "ports/delivery/notification_reader.hpp"

#include <algorithm>

namespace tocsin::ports {

using domain::Delivery;
using domain::DeliveryStatus;
using domain::Notification;

namespace {

bool has_failed(const Notification& notification) {
  return notification.has_ended() &&
         (notification.deliveries.empty() ||
          std::any_of(notification.deliveries.begin(),
                      notification.deliveries.end(),
                      [](const Delivery& one) { return one.status == DeliveryStatus::failed; }));
}

bool is_on(const Notification& notification, domain::Channel channel) {
  return std::any_of(notification.deliveries.begin(),
                     notification.deliveries.end(),
                     [&](const Delivery& one) { return one.target.channel == channel; });
}

}  // namespace

bool NotificationFilter::accepts(const Notification& notification) const {
  return notification.tenant == tenant && (!alert || notification.alert == *alert) &&
         (!client || notification.client == *client) &&
         (!status || notification.status() == *status) && (!failed || has_failed(notification)) &&
         (!channel || is_on(notification, *channel));
}

// One that is cancelled while it is on its way is both: live until its answer has come.
bool NotificationFilter::finds_open() const { return !failed; }

bool NotificationFilter::finds_closed() const {
  return status != domain::NotificationStatus::pending;
}

}  // namespace tocsin::ports
