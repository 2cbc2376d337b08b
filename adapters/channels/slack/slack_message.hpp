#pragma once

#include <string>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// Returns a notification in Slack's format, with one attachment colored by severity. Without a
// channel, it is for a webhook with its own channel.
std::string slack_message(const domain::Message& message, const std::string& channel);

}  // namespace tocsin::adapters::channels
