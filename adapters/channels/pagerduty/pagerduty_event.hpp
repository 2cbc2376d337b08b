#pragma once

#include <string>

#include "domain/delivery/message.hpp"

namespace tocsin::adapters::channels {

// A message as PagerDuty's Events API v2 takes it, for the integration whose routing key the
// target's address is. The alert's id is the incident's dedup key: all that is sent of one alert to
// one integration is about one incident, and a repeated message changes nothing.
std::string pagerduty_event(const domain::Message& message);

}  // namespace tocsin::adapters::channels
