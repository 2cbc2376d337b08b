#pragma once

#include <optional>
#include <string>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::channels {

// How long a server asks us to wait (RFC 9110, 10.2.3): seconds or an HTTP-date. Never negative, a
// day at most; nothing when it is neither.
std::optional<domain::Duration> retry_after(const std::string& value, domain::Time now);

}  // namespace tocsin::adapters::channels
