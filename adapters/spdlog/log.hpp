#pragma once

#include <memory>
#include <string>

#include "ports/kernel/log.hpp"

namespace spdlog {
class logger;
}

namespace tocsin::adapters::spdlog {

enum class LogFormat { logfmt, json };

// Writes one line per record to the standard error stream: `time=… level=… msg="…" name=value`, or
// the same as a JSON object. Control characters are escaped, so that one record is always one line.
class SpdlogLog : public ports::Log {
 public:
  SpdlogLog(ports::LogLevel least, LogFormat format);
  ~SpdlogLog() override;

  void write(ports::LogLevel level,
             std::string_view message,
             std::initializer_list<ports::LogField> fields) override;

 private:
  LogFormat format_;
  std::unique_ptr<::spdlog::logger> logger_;
};

// Returns the record as it is written.
std::string record_of(LogFormat format,
                      std::string_view time,
                      ports::LogLevel level,
                      std::string_view message,
                      std::initializer_list<ports::LogField> fields);

}  // namespace tocsin::adapters::spdlog
