#pragma once

#include <initializer_list>
#include <string_view>

namespace tocsin::ports {

enum class LogLevel { debug, info, warning, error };

struct LogField {
  std::string_view name;
  std::string_view value;
};

// Writes the log for operators. Adapters use it; the application has the timeline instead.
// Thread-safe.
class Log {
 public:
  virtual ~Log() = default;

  virtual void write(LogLevel level,
                     std::string_view message,
                     std::initializer_list<LogField> fields = {}) = 0;
};

}  // namespace tocsin::ports
