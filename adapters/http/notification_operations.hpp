#pragma once

#include "adapters/http/api.hpp"
#include "adapters/http/reader_pool.hpp"
#include "application/browse_notifications.hpp"

namespace tocsin::adapters::http {

// GET /v1/notifications. `browse` and `readers` must outlive the handler.
void add_notification_operations(OperationHandlers& handlers,
                                 application::BrowseNotifications& browse,
                                 ReaderPool& readers);

}  // namespace tocsin::adapters::http
