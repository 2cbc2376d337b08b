#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tocsin::domain {

using Duration = std::chrono::milliseconds;

// A timestamp of the wall clock, with the precision that every store can keep.
using Time = std::chrono::sys_time<Duration>;

// Converts a timestamp to RFC 3339 in UTC: "2026-01-02T03:04:05.678Z"; and back, from any offset
// and precision. Returns nothing if the text is not a valid timestamp.
std::string to_text(Time time);
std::optional<Time> time_from(std::string_view text);

// Returns whether a sender's time may be right: from 24 h before to 5 min after receipt. Clocks of
// senders may be wrong or were never set.
bool is_plausible(Time said, Time received_at);

// Converts a duration to text: "1h30m", "15m", "500ms"; and back. Returns nothing if the text is
// not a valid duration or longer than ten years.
std::string to_text(Duration duration);
std::optional<Duration> duration_from(std::string_view text);

}  // namespace tocsin::domain
