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

// What a rule looks at: how many errors, how slow the answers, which part of the lines is bad, how
// many messages match a pattern, or a condition that people wrote.
enum class LogRuleType { error_threshold, latency_threshold, error_rate, pattern, custom };
constexpr Words<5> words(LogRuleType) {
  return {"ERROR_THRESHOLD", "LATENCY_THRESHOLD", "ERROR_RATE", "PATTERN", "CUSTOM"};
}

// Windows follow each other, aligned to the epoch; or one window slides, and covers the last so
// many minutes at any time.
enum class WindowType { tumbling, sliding };
constexpr Words<2> words(WindowType) { return {"tumbling", "sliding"}; }

// Log lines of a service over a window that make an alert when they are more than a threshold.
struct LogRule {
  using Id = LogRuleId;

  TenantId tenant;
  LogRuleId id;
  std::string name;
  std::string description;
  LogRuleType type = LogRuleType::error_threshold;
  std::string service = "*";          // which services: a name, or a glob with * and ?
  double threshold = 0;               // crossed by more than it: lines, milliseconds or percent
  std::optional<Duration> latency;    // LATENCY_THRESHOLD: count the lines that are slower
  std::optional<double> percentile;   // LATENCY_THRESHOLD without latency: which; 99 when not said
  std::uint32_t min_samples = 20;     // a rate or a percentile of fewer lines says nothing
  std::string pattern;                // PATTERN: a regular expression (RE2) on the message
  std::string condition;              // CUSTOM: see log_condition.hpp
  std::vector<std::string> group_by;  // fields or named groups; one window for each of their values
  std::string message;                // of the alert, with {{variables}}; empty for the usual one
  Duration window = std::chrono::minutes{5};
  WindowType window_type = WindowType::tumbling;
  Duration grace = std::chrono::seconds{30};  // how late a line may come and still count
  Severity severity;
  bool enabled = true;
  std::uint32_t resolve_after = 1;  // so many quiet windows end the alert
  Time created_at;
  Time updated_at;

  bool operator==(const LogRule&) const = default;
};

// What no schema can say of a rule: `invalid`, with the JSON pointer of the field that is to blame.
// Whether the pattern is a regular expression is asked elsewhere.
Result<Done> check(const LogRule& rule);

// The rules that every tenant begins with: error-threshold, high-latency and server-error-rate.
std::vector<LogRule> default_log_rules(const TenantId& tenant);

}  // namespace tocsin::domain
