#pragma once

#include <string>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::channels {

// Returns the time as RFC 5322 in UTC: "Wed, 22 Jan 2025 15:30:00 +0000".
std::string rfc5322(domain::Time at);

}  // namespace tocsin::adapters::channels
