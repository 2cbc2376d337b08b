#include "adapters/spdlog/log.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "adapters/json/text/quoted.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::spdlog {

using ports::LogField;
using ports::LogLevel;

namespace {

constexpr std::size_t max_value = 1024;

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
      logger_(
          std::make_unique<::spdlog::logger>("tocsin",
                                             std::make_shared<::spdlog::sinks::stderr_sink_mt>())) {
  logger_->set_pattern("%v");
  logger_->set_level(level_of(least));
  logger_->flush_on(::spdlog::level::trace);
}

SpdlogLog::~SpdlogLog() = default;

void SpdlogLog::write(LogLevel level,
                      std::string_view message,
                      std::initializer_list<LogField> fields) {
  if (!logger_->should_log(level_of(level))) return;
  const auto now = std::chrono::floor<domain::Duration>(std::chrono::system_clock::now());
  logger_->log(level_of(level), record_of(format_, domain::to_text(now), level, message, fields));
}

}  // namespace tocsin::adapters::spdlog
