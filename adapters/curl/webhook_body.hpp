#pragma once

#include <string>

#include "domain/message.hpp"

namespace tocsin::adapters::curl {

// A notification as JSON, in one shape for every kind; texts that are empty are left out, and only
// a page has a level.
std::string webhook_body(const domain::Message& message);

}  // namespace tocsin::adapters::curl
