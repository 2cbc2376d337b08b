#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/logs/log_tally.hpp"

namespace tocsin::domain {

// The content of the alert of a rule whose threshold is exceeded.
struct LogFinding {
  const LogRule& rule;
  const LogEntry& line;      // the line that exceeded the threshold
  const LogTally& measured;  // in the window
  Fields found;              // the values that the rule groups by, and named groups of its pattern
};

// The maximum length of a summary; the rest is cut off.
inline constexpr std::size_t max_log_summary = 1000;

// Returns the rule's message, or the default one of its type, with values for its {{variables}}:
// `service`, `count`, `errors`, `server_errors`, `rate`, `p50`, `p90`, `p95`, `p99`, `max`,
// `threshold`, `window`, `latency`, `rule_id`, `rule_name`, `severity`, the found values, and from
// the line `level`, `message`, `status_code`, `response_time`, `trace_id` and its fields. An
// unknown variable stays as written, and inserted values are not expanded again.
std::string summary_of(const LogFinding& finding);

// Returns the fields of the alert.
Fields fields_of(const LogFinding& finding);

// Returns the line's value for a name: its own, or that of a field (`x` or `fields.x`).
std::optional<std::string> variable_of(const LogEntry& line, std::string_view name);

// Whether the message uses a response time of the window.
bool mentions_times(std::string_view message);

}  // namespace tocsin::domain
