#pragma once

#include <optional>
#include <string_view>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::http {

// Parses a duration of a workflow: a duration of Go ("300ms", "5m", "1h30m", "1.5h") or one with
// the units "min", "hr", "hour" and "hours". Drops fractions of a millisecond. Nothing if the text
// is not a duration, or if it is longer than ten years.
std::optional<domain::Duration> duration_from_text(std::string_view text);

}  // namespace tocsin::adapters::http
