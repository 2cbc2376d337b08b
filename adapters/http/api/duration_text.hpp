#pragma once

#include <optional>
#include <string_view>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::http {

// A length of time as workflows may have it: the durations of Go ("300ms", "5m", "1h30m", "1.5h"),
// and the units "min", "hr", "hour" and "hours". What is finer than a millisecond is dropped.
// Nothing when it is not one, or longer than ten years.
std::optional<domain::Duration> duration_from_text(std::string_view text);

}  // namespace tocsin::adapters::http
