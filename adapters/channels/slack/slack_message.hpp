#pragma once

#include <string>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// A notification as Slack takes it, with one attachment coloured by severity. Without a channel it
// is for a webhook that has its own.
std::string slack_message(const domain::Message& message, const std::string& channel);

}  // namespace tocsin::adapters::channels
