#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

// How grave a line is, in ascending order: everything from `error` on is an error.
enum class LogLevel { trace, debug, info, warn, error, fatal };
constexpr Words<6> words(LogLevel) { return {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"}; }

// A level as loggers spell it, in any case: WARNING is WARN and CRITICAL is FATAL. Nothing when it
// is none.
std::optional<LogLevel> log_level_from(std::string_view text);

// One line of a service's log.
struct LogEntry {
  TenantId tenant;
  std::string service;
  LogLevel level = LogLevel::info;
  std::string message;
  std::optional<int> status_code;         // of the answer to a request, as in HTTP
  std::optional<Duration> response_time;  // how long that took; never negative
  std::string trace_id;                   // empty when it has none
  std::optional<Time> occurred_at;        // what the sender's clock said, if it said
  Fields fields;                          // whatever else the sender told

  bool operator==(const LogEntry&) const = default;
};

}  // namespace tocsin::domain
