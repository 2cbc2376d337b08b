#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/kernel/fields.hpp"
#include "domain/kernel/ids.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::domain {

// The level of a line, in ascending order: everything from `error` on is an error.
enum class LogLevel { trace, debug, info, warn, error, fatal };
constexpr Words<6> words(LogLevel) { return {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"}; }

// Parses a level as loggers write it, in any case: the words of syslog, java.util.logging, .NET,
// Go, Node.js and others, and numbers as strings. Returns nothing if it is not a known level.
std::optional<LogLevel> log_level_from(std::string_view text);

// Reads the number of a level: 0 to 7 of syslog (0 is the most severe), or 10 and more of pino and
// bunyan (60 is fatal). Returns nothing for any other number.
std::optional<LogLevel> log_level_from(std::int64_t number);

// One line of a service's log.
struct LogEntry {
  TenantId tenant;
  std::string service;
  LogLevel level = LogLevel::info;
  std::string message;
  std::optional<int> status_code;         // of the response to a request, as in HTTP
  std::optional<Duration> response_time;  // duration of the request; never negative
  std::string trace_id;                   // empty if it has none
  std::optional<Time> occurred_at;        // time by the sender's clock, if given
  Fields fields;                          // all other fields of the sender

  bool operator==(const LogEntry&) const = default;
};

}  // namespace tocsin::domain
