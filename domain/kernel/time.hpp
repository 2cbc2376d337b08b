#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin::domain {

using Duration = std::chrono::milliseconds;

// A moment on the wall clock, as precise as every store can keep it.
using Time = std::chrono::sys_time<Duration>;

// A moment as RFC 3339 writes it, in UTC: "2026-01-02T03:04:05.678Z"; and back, from any offset and
// precision; nothing when it is not one.
std::string to_text(Time time);
std::optional<Time> time_from(std::string_view text);

// A length of time as people write it: "1h30m", "15m", "500ms"; and back; nothing when it is not
// one, or longer than ten years.
std::string to_text(Duration duration);
std::optional<Duration> duration_from(std::string_view text);

}  // namespace tocsin::domain
