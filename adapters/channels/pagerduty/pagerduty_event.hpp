#pragma once

#include <string>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// Returns a message for PagerDuty's Events API v2, for the integration with the routing key in the
// target's address. The alert's id is the incident's dedup key: all messages of one alert to one
// integration are about one incident, and a duplicate message changes nothing.
std::string pagerduty_event(const domain::Message& message);

}  // namespace tocsin::adapters::channels
