#include "adapters/http/logs/log_body.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "adapters/http/api/free_fields.hpp"
#include "adapters/json/schema/formats.hpp"
#include "adapters/json/schema/measures.hpp"

namespace tocsin::adapters::http {

using domain::LogEntry;
using domain::LogLevel;
using domain::Time;
using simdjson::dom::element;

namespace {

constexpr std::size_t max_service_length = 128;
constexpr std::size_t max_trace_length = 256;
constexpr std::int64_t min_status = 100;
constexpr std::int64_t max_status = 599;
constexpr double max_response = 604'800'000;  // a week in milliseconds
constexpr std::int64_t max_moment = 999'999'999'999'999;
constexpr std::size_t max_moment_digits = 15;
constexpr auto max_age = std::chrono::hours{24};
constexpr auto max_lead = std::chrono::minutes{5};

// Why a member is refused; nullptr when it is not.
using Complaint = const char*;
constexpr Complaint fine = nullptr;

enum class Member : std::uint8_t {
  service,
  level,
  message,
  status_code,
  response_time,
  trace_id,
  timestamp,
  free
};

struct Spelling {
  std::string_view key;
  Member member;
};

// The first spelling of each is the one that the schema has; the others are its aliases.
constexpr std::array spellings{Spelling{"service", Member::service},
                               Spelling{"level", Member::level},
                               Spelling{"message", Member::message},
                               Spelling{"status_code", Member::status_code},
                               Spelling{"response_time", Member::response_time},
                               Spelling{"trace_id", Member::trace_id},
                               Spelling{"timestamp", Member::timestamp},
                               Spelling{"statusCode", Member::status_code},
                               Spelling{"responseTime", Member::response_time},
                               Spelling{"traceId", Member::trace_id},
                               Spelling{"occurred_at", Member::timestamp},
                               Spelling{"occurredAt", Member::timestamp}};

Member member_named(std::string_view key) {
  for (const auto& spelling : spellings) {
    if (spelling.key == key) return spelling.member;
  }
  return Member::free;
}

bool is_longer(std::string_view text, std::size_t max_length) {
  return text.size() > max_length && json::length(text) > max_length;
}

// A number that JSON calls whole, however it is written.
std::optional<std::int64_t> whole(element value) {
  std::int64_t number = 0;
  if (value.get(number) == simdjson::SUCCESS) return number;
  double written = 0;
  if (value.get(written) != simdjson::SUCCESS || std::trunc(written) != written) {
    return std::nullopt;
  }
  constexpr double max_exact = 9'007'199'254'740'991;  // 2^53 - 1
  return static_cast<std::int64_t>(std::clamp(written, -max_exact, max_exact));
}

std::optional<Time> moment_from(std::string_view text) {
  if (json::is_date_time(text)) return domain::time_from(text);
  if (text.size() > max_moment_digits) return std::nullopt;
  std::uint64_t milliseconds = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, milliseconds);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return Time{domain::Duration{static_cast<std::int64_t>(milliseconds)}};
}

std::optional<Time> moment_from(element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return moment_from(text);
  const auto milliseconds = whole(value);
  if (!milliseconds || *milliseconds < 0 || *milliseconds > max_moment) return std::nullopt;
  return Time{domain::Duration{*milliseconds}};
}

// One line, member by member.
class Line {
 public:
  Line(const domain::TenantId& tenant, Time now) : now_(now) { entry_.tenant = tenant; }

  void take(std::string_view key, element value) {
    const auto member = member_named(key);
    if (member == Member::free) return free_.add(key, value);
    const auto bit = 1U << static_cast<unsigned>(member);
    const auto* const complaint =
        (seen_ & bit) != 0 ? "is a duplicate under another key name" : take(member, value);
    seen_ |= bit;
    if (complaint != fine) violations_.push_back({json::pointer_step(key), complaint});
  }

  std::variant<LogEntry, Violations> finish() && {
    for (const auto required : {Member::service, Member::level}) {
      if ((seen_ & (1U << static_cast<unsigned>(required))) != 0) continue;
      const auto& spelling = spellings[static_cast<std::size_t>(required)];
      violations_.push_back({json::pointer_step(spelling.key), "is required"});
    }
    free_.finish();
    if (!violations_.empty()) return std::move(violations_);
    return std::move(entry_);
  }

 private:
  Complaint take(Member member, element value) {
    switch (member) {
      case Member::service: return take_service(value);
      case Member::level: return take_level(value);
      default: break;
    }
    if (value.is_null()) return fine;
    switch (member) {
      case Member::message: return take_message(value);
      case Member::status_code: return take_status(value);
      case Member::response_time: return take_response_time(value);
      case Member::trace_id: return take_trace(value);
      default: return take_timestamp(value);
    }
  }

  Complaint take_service(element value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return "must be a string";
    if (text.empty()) return "must not be empty";
    if (is_longer(text, max_service_length)) return "must have at most 128 characters";
    entry_.service = text;
    return fine;
  }

  Complaint take_level(element value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return "must be a string";
    const auto level = domain::log_level_from(text);
    if (!level) return "must be one of: TRACE, DEBUG, INFO, WARN, ERROR, FATAL";
    entry_.level = *level;
    return fine;
  }

  // How long it may be is said by the reader's limits.
  Complaint take_message(element value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return "must be a string";
    entry_.message = text;
    return fine;
  }

  Complaint take_status(element value) {
    const auto status = whole(value);
    if (!status || *status < min_status || *status > max_status) {
      return "must be an integer from 100 to 599";
    }
    entry_.status_code = static_cast<int>(*status);
    return fine;
  }

  // More than a threshold of whole milliseconds stays more than it.
  Complaint take_response_time(element value) {
    double milliseconds = 0;
    const bool is_number = value.get(milliseconds) == simdjson::SUCCESS;  // of any kind
    if (!is_number || milliseconds < 0 || milliseconds > max_response) {
      return "must be a number of milliseconds from 0 to 604800000";
    }
    entry_.response_time = domain::Duration{static_cast<std::int64_t>(std::ceil(milliseconds))};
    return fine;
  }

  Complaint take_trace(element value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return "must be a string";
    if (is_longer(text, max_trace_length)) return "must have at most 256 characters";
    entry_.trace_id = text;
    return fine;
  }

  Complaint take_timestamp(element value) {
    const auto moment = moment_from(value);
    if (!moment) {
      return "must be a timestamp such as 2026-01-02T03:04:05.678Z, or milliseconds since 1970";
    }
    if (*moment < now_ - max_age) return "must be at most 24 hours ago";
    if (*moment > now_ + max_lead) return "must be at most 5 minutes ahead";
    entry_.occurred_at = moment;
    return fine;
  }

  Time now_;
  LogEntry entry_;
  FreeFields free_{entry_.fields};
  unsigned seen_ = 0;
  Violations violations_;
};

json::Reader& line_reader_of_this_thread() {
  thread_local json::Reader reader;
  return reader;
}

}  // namespace

LogReader::LogReader(domain::TenantId tenant, Time now)
    : tenant_(std::move(tenant)), now_(now), reader_(line_reader_of_this_thread()) {}

std::variant<LogEntry, Violations> LogReader::read(std::string_view text) {
  const auto body = reader_.read_padded(text);
  if (!body) return Violations{{body.error().pointer, body.error().message}};
  simdjson::dom::object members;
  if (body->get(members) != simdjson::SUCCESS) return Violations{{"", "must be an object"}};

  Line line{tenant_, now_};
  for (const auto [key, value] : members)
    line.take(key, value);
  return std::move(line).finish();
}

}  // namespace tocsin::adapters::http
