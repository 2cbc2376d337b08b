#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/severity.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

// The measure of a rule: the number of errors, slow responses, the share of failed lines, the
// messages that match a pattern, or a condition.
enum class LogRuleType { error_threshold, latency_threshold, error_rate, pattern, custom };
constexpr Words<5> words(LogRuleType) {
  return {"ERROR_THRESHOLD", "LATENCY_THRESHOLD", "ERROR_RATE", "PATTERN", "CUSTOM"};
}

// Tumbling windows follow each other, aligned to the epoch. A sliding window covers the latest
// `window` at any time.
enum class WindowType { tumbling, sliding };
constexpr Words<2> words(WindowType) { return {"tumbling", "sliding"}; }

// A rule that opens an alert when a measure of a service's log lines in a window exceeds a
// threshold.
struct LogRule {
  using Id = LogRuleId;

  TenantId tenant;
  LogRuleId id;
  std::string name;
  std::string description;
  LogRuleType type = LogRuleType::error_threshold;
  std::string service = "*";          // services: a name, or a glob with * and ?
  double threshold = 0;               // strictly exceeded; lines, milliseconds or percent
  std::optional<Duration> latency;    // LATENCY_THRESHOLD: counts lines that are slower
  std::optional<double> percentile;   // LATENCY_THRESHOLD without latency; default: 99
  std::uint32_t min_samples = 20;     // fewer lines give no rate or percentile
  std::string pattern;                // PATTERN: a regular expression (RE2) on the message
  std::string condition;              // CUSTOM: see log_condition.hpp
  std::vector<std::string> group_by;  // fields or named groups; one window per value
  std::string message;                // of the alert, with {{variables}}; empty: default
  Duration window = std::chrono::minutes{5};
  WindowType window_type = WindowType::tumbling;
  Duration grace = std::chrono::seconds{30};  // how late a line still counts
  Severity severity;
  bool enabled = true;
  std::uint32_t resolve_after = 1;  // quiet windows that end the alert
  Time created_at;
  Time updated_at;

  bool operator==(const LogRule&) const = default;
};

// Checks the constraints that no schema can express. Fails with invalid, with the JSON pointer of
// the field at fault. Does not check that the pattern is a valid regular expression.
Result<Done> check(const LogRule& rule);

// Returns the rules that every tenant starts with: error-threshold, high-latency and
// server-error-rate.
std::vector<LogRule> default_log_rules(const TenantId& tenant);

}  // namespace tocsin::domain
