#pragma once

#include <optional>
#include <string>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::channels {

// Returns the delay that a server requests (RFC 9110, 10.2.3): seconds or an HTTP-date. Never
// negative, at most a day; nothing if it is in neither form.
std::optional<domain::Duration> retry_after(const std::string& value, domain::Time now);

}  // namespace tocsin::adapters::channels
