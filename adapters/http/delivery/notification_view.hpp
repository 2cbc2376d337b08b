#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/secrets.hpp"
#include "domain/delivery/notification.hpp"

namespace tocsin::adapters::http {

// A notification as the API shows it, with each of its deliveries. What has one delivery only, a
// page or word to a webhook, shows it also as its own. Routing keys are shown to nobody: no PUT
// takes a notification.
nlohmann::ordered_json view_of(const domain::Notification& notification, Secrets secrets);

}  // namespace tocsin::adapters::http
