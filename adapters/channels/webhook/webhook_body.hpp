#pragma once

#include <string>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// Returns a notification as JSON (schemas/webhook.json): in one form for alert updates, where only
// a page has a level, and in another for a match. Fields that do not apply are left out.
std::string webhook_body(const domain::Message& message);

}  // namespace tocsin::adapters::channels
