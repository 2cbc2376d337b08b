#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/secrets.hpp"
#include "domain/delivery/notification.hpp"

namespace tocsin::adapters::http {

// A notification as the API shows it, with each of its deliveries. A notification with exactly one
// delivery, such as a page, also shows the fields of that delivery as its own. Routing keys stay
// hidden from all roles, because no PUT takes a notification.
nlohmann::ordered_json view_of(const domain::Notification& notification, Secrets secrets);

}  // namespace tocsin::adapters::http
