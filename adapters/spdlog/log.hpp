#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "ports/kernel/log.hpp"

namespace spdlog {
class async_logger;
namespace details {
class thread_pool;
}
}  // namespace spdlog

namespace tocsin::adapters::spdlog {

enum class LogFormat { logfmt, json };

class StderrSink;

// Writes one line per record to standard error: `time=… level=… msg="…" name=value`, or the same as
// a JSON object. Control characters are escaped, so that one record is always one line. A thread of
// its own writes the lines. If standard error takes none, the oldest of 1,024 waiting lines are
// lost: nobody who decides or pages waits for a log.
class SpdlogLog : public ports::Log {
 public:
  SpdlogLog(ports::LogLevel least, LogFormat format);
  ~SpdlogLog() override;  // writes the waiting lines, unless standard error takes none

  // Returns the number of lost lines. Thread-safe.
  std::uint64_t lost() const;

  void write(ports::LogLevel level,
             std::string_view message,
             std::initializer_list<ports::LogField> fields) override;

 private:
  LogFormat format_;
  std::shared_ptr<::spdlog::details::thread_pool> thread_;
  std::shared_ptr<StderrSink> sink_;
  std::shared_ptr<::spdlog::async_logger> logger_;
};

// Returns the record as it is written.
std::string record_of(LogFormat format,
                      std::string_view time,
                      ports::LogLevel level,
                      std::string_view message,
                      std::initializer_list<ports::LogField> fields);

}  // namespace tocsin::adapters::spdlog
