#include "domain/logs/log_tally.hpp"

#include <algorithm>
#include <limits>

namespace tocsin::domain {
namespace {

void raise(std::uint32_t& count, std::uint32_t by) {
  count += std::min(by, std::numeric_limits<std::uint32_t>::max() - count);
}

void lower(std::uint32_t& count, std::uint32_t by) { count -= std::min(by, count); }

}  // namespace

bool is_error(const LogEntry& line) { return line.level >= LogLevel::error; }

bool is_server_error(const LogEntry& line) {
  constexpr int first_server_error = 500;
  return line.status_code && *line.status_code >= first_server_error;
}

void LogTally::add(const LogEntry& line, bool with_times) {
  const bool failed = is_error(line);
  const bool server_failed = is_server_error(line);
  raise(count, 1);
  raise(errors, failed ? 1 : 0);
  raise(server_errors, server_failed ? 1 : 0);
  raise(failures, failed || server_failed ? 1 : 0);
  if (!with_times || !line.response_time) return;
  if (!times) times.emplace();
  times->add(static_cast<double>(line.response_time->count()));
}

void LogTally::merge(const LogTally& other) {
  raise(count, other.count);
  raise(errors, other.errors);
  raise(server_errors, other.server_errors);
  raise(failures, other.failures);
  if (!other.times) return;
  if (!times) times.emplace();
  times->merge(*other.times);
}

void LogTally::remove(const LogTally& other) {
  lower(count, other.count);
  lower(errors, other.errors);
  lower(server_errors, other.server_errors);
  lower(failures, other.failures);
  if (times && other.times) times->remove(*other.times);
}

std::optional<double> LogTally::rate() const {
  if (count == 0) return std::nullopt;
  return 100.0 * failures / count;
}

std::optional<double> LogTally::quantile(double q) const {
  return times ? times->quantile(q) : std::nullopt;
}

}  // namespace tocsin::domain
