#include "adapters/spdlog/log.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include <spdlog/async.h>

#include "adapters/json/text/quoted.hpp"
#include "adapters/spdlog/stderr_sink.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::spdlog {

using ports::LogField;
using ports::LogLevel;

namespace {

constexpr std::size_t max_value = 1024;
constexpr std::size_t max_waiting = 1024;

std::string now_text() {
  return domain::to_text(std::chrono::floor<domain::Duration>(std::chrono::system_clock::now()));
}

::spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return ::spdlog::level::debug;
    case LogLevel::info: return ::spdlog::level::info;
    case LogLevel::warning: return ::spdlog::level::warn;
    case LogLevel::error: return ::spdlog::level::err;
  }
  __builtin_unreachable();
}

std::string_view word_for(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  __builtin_unreachable();
}

std::string quoted(std::string_view text) {
  std::string quoted;
  json::append_quoted(quoted, text.substr(0, max_value));
  return quoted;
}

// Quotes a value for logfmt, if it is more than a word.
std::string logfmt_value(std::string_view text) {
  const auto is_plain = [](unsigned char letter) {
    return letter > ' ' && letter < 0x7F && letter != '"' && letter != '=' && letter != '\\';
  };
  const bool is_word =
      !text.empty() && text.size() <= max_value && std::all_of(text.begin(), text.end(), is_plain);
  return is_word ? std::string{text} : quoted(text);
}

}  // namespace

std::string record_of(LogFormat format,
                      std::string_view time,
                      LogLevel level,
                      std::string_view message,
                      std::initializer_list<LogField> fields) {
  const bool is_json = format == LogFormat::json;
  std::string record = is_json ? "{" : "";
  const auto add = [&](std::string_view name, std::string_view value) {
    if (record.size() > 1) record += is_json ? "," : " ";
    record += is_json ? quoted(name) + ':' + quoted(value)
                      : std::string{name} + '=' + logfmt_value(value);
  };
  add("time", time);
  add("level", word_for(level));
  add("msg", message);
  for (const auto& field : fields)
    add(field.name, field.value);
  if (is_json) record += '}';
  return record;
}

SpdlogLog::SpdlogLog(LogLevel least, LogFormat format)
    : format_(format),
      thread_(std::make_shared<::spdlog::details::thread_pool>(max_waiting, 1)),
      sink_(std::make_shared<StderrSink>(
          [format](std::uint64_t lost) {
            const auto count = std::to_string(lost);
            return record_of(
                format, now_text(), LogLevel::warning, "log lines lost", {{"count", count}});
          },
          [thread = thread_.get()] { return thread->overrun_counter(); })),
      logger_(std::make_shared<::spdlog::async_logger>(
          "tocsin",
          sink_,
          thread_,
          ::spdlog::async_overflow_policy::overrun_oldest)) {
  logger_->set_level(level_of(least));
}

SpdlogLog::~SpdlogLog() {
  sink_->hurry();
  thread_.reset();  // writes the waiting lines
}

std::uint64_t SpdlogLog::lost() const { return sink_->lost(); }

void SpdlogLog::write(LogLevel level,
                      std::string_view message,
                      std::initializer_list<LogField> fields) {
  if (!logger_->should_log(level_of(level))) return;
  logger_->log(level_of(level), record_of(format_, now_text(), level, message, fields));
}

}  // namespace tocsin::adapters::spdlog
