#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "application/delivery/browse_notifications.hpp"
#include "application/delivery/retry_notification.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

// The reads of notifications, and the retry of failed ones. `browse` may wait.
struct NotificationFronts {
  application::BrowseNotifications& browse;
  ports::FrontOf<application::RetryNotification> retry;
  ports::BatchFrontOf<application::RetryNotification> retry_many;
};

// /v1/notifications and /v1/failed-notifications. `readers` must outlive the handlers.
void add_notification_operations(OperationHandlers& handlers,
                                 NotificationFronts fronts,
                                 ReaderPool& readers);

}  // namespace tocsin::adapters::http
