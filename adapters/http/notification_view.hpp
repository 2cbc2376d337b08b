#pragma once

#include <nlohmann/json_fwd.hpp>

#include "domain/notification.hpp"

namespace tocsin::adapters::http {

// A notification as the API shows it, with each of its deliveries. What has one delivery only, a
// page or word to a webhook, shows it also as its own.
nlohmann::ordered_json view_of(const domain::Notification& notification);

}  // namespace tocsin::adapters::http
