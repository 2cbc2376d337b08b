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

// What is to be told of a rule whose threshold has been crossed.
struct LogFinding {
  const LogRule& rule;
  const LogEntry& line;      // the one that crossed it
  const LogTally& measured;  // in the window
  Fields found;              // by what the rule groups, and named groups of its pattern
};

// No summary is longer; what is more is cut off.
inline constexpr std::size_t max_log_summary = 1000;

// The rule's message, or the usual one of its type. It may name, as {{variables}}: `service`,
// `count`, `errors`, `server_errors`, `rate`, `p50`, `p90`, `p95`, `p99`, `max`, `threshold`,
// `window`, `latency`, `rule_id`, `rule_name`, `severity`, what was found, and of the line `level`,
// `message`, `status_code`, `response_time`, `trace_id` and its fields. What is unknown stays as it
// is written, and what is put in is not looked at again.
std::string summary_of(const LogFinding& finding);

// What an alert keeps of it.
Fields fields_of(const LogFinding& finding);

// What the line has under a name: of its own, or of its fields (`x` or `fields.x`).
std::optional<std::string> variable_of(const LogEntry& line, std::string_view name);

// Does the message name a response time of the window?
bool mentions_times(std::string_view message);

}  // namespace tocsin::domain
