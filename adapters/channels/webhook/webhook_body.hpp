#pragma once

#include <string>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// A notification as JSON (schemas/webhook.json): in one shape for what happens to an alert, where
// only a page has a level, and in another for a match. What does not apply is left out.
std::string webhook_body(const domain::Message& message);

}  // namespace tocsin::adapters::channels
