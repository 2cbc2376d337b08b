#include "adapters/http/logs/log_body.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "adapters/http/api/free_fields.hpp"
#include "adapters/http/api/moment.hpp"
#include "adapters/json/schema/measures.hpp"
#include "adapters/json/text/mended_text.hpp"
#include "domain/kernel/cut_text.hpp"

namespace tocsin::adapters::http {

using domain::LogEntry;
using domain::LogLevel;
using domain::Time;
using simdjson::dom::element;

namespace {

constexpr std::size_t max_service_length = 128;
constexpr std::size_t max_trace_length = 256;
constexpr std::size_t max_message_bytes = std::size_t{64} * 1024;
constexpr std::int64_t min_status = 100;
constexpr std::int64_t max_status = 599;
constexpr double max_response = 604'800'000;  // a week in milliseconds
constexpr auto max_age = std::chrono::hours{24};
constexpr auto max_lead = std::chrono::minutes{5};

// Why a member is refused or set aside; nullptr when it is not.
using Complaint = const char*;
constexpr Complaint fine = nullptr;
constexpr Complaint no_moment_of_line =
    "must be a timestamp such as 2026-01-02T03:04:05.678Z, or milliseconds since 1970";

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

// Free fields that common loggers and formats have in the place of `level` and `message`.
constexpr std::array level_words{std::string_view{"severity"},
                                 std::string_view{"severity_text"},
                                 std::string_view{"severityText"},
                                 std::string_view{"levelname"},
                                 std::string_view{"log.level"},
                                 std::string_view{"log_level"},
                                 std::string_view{"loglevel"},
                                 std::string_view{"lvl"},
                                 std::string_view{"PRIORITY"},
                                 std::string_view{"@l"}};
constexpr std::array message_words{std::string_view{"msg"},
                                   std::string_view{"short_message"},
                                   std::string_view{"log"},
                                   std::string_view{"MESSAGE"},
                                   std::string_view{"@m"},
                                   std::string_view{"@mt"}};

bool is_one_of(const auto& words, std::string_view key) {
  return std::find(words.begin(), words.end(), key) != words.end();
}

bool is_longer(std::string_view text, std::size_t max_length) {
  return text.size() > max_length && json::length(text) > max_length;
}

// A number that JSON calls whole, however it is written.
std::optional<std::int64_t> whole(element value) {
  const auto written = number_in(value);
  constexpr double max_exact = 9'007'199'254'740'991;  // 2^53 - 1
  if (!written || std::trunc(*written) != *written || std::abs(*written) > max_exact) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(*written);
}

// A time in milliseconds since 1970: a number, or a text of digits.
std::optional<Time> milliseconds_in(element value) {
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS &&
      text.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::nullopt;
  }
  const auto milliseconds = whole(value);
  if (!milliseconds) return std::nullopt;
  const Time moment{domain::Duration{*milliseconds}};
  const bool is_in_unit = moment >= begin_of_century && moment < end_of_century;
  return is_in_unit ? std::optional{moment} : std::nullopt;
}

// One line, member by member.
class Line {
 public:
  // `is_doubtful`: strings of the line may have lost something.
  Line(const domain::TenantId& tenant, Time now, bool is_doubtful)
      : now_(now), is_doubtful_(is_doubtful) {
    entry_.tenant = tenant;
  }

  void take(std::string_view key, element value) {
    const auto member = member_named(key);
    if (member == Member::free) return take_free(key, value);
    const auto bit = 1U << static_cast<unsigned>(member);
    const bool is_repeated = (seen_ & bit) != 0;
    seen_ |= bit;
    if (is_repeated) return note(violations_, key, "is a duplicate under another key name");
    switch (member) {
      case Member::service: return note(violations_, key, take_service(value));
      case Member::level: return take_level(key, value);
      case Member::timestamp: return take_timestamp(key, value);
      default: break;
    }
    if (!value.is_null()) note(set_aside_, key, take_optional(member, value));
  }

  std::variant<LogEntry, Violations> finish(Violations& set_aside) && {
    if ((seen_ & (1U << static_cast<unsigned>(Member::service))) == 0) {
      violations_.push_back({"/service", "is required"});
    }
    if (!violations_.empty()) return std::move(violations_);
    stand_in();
    if (const auto omitted = free_.finish(); omitted > 0) {
      set_aside_.push_back(
          {"", "has more than 64 free fields: omitted " + std::to_string(omitted)});
    }
    set_aside = std::move(set_aside_);
    return std::move(entry_);
  }

 private:
  static void note(Violations& list, std::string_view key, Complaint complaint) {
    if (complaint != fine) list.push_back({json::pointer_step(key), complaint});
  }

  void take_free(std::string_view key, element value) {
    if (!level_of_others_ && is_one_of(level_words, key)) level_of_others_ = level_in(value);
    if (!message_of_others_ && is_one_of(message_words, key) && value.is_string()) {
      message_of_others_ = value;
    }
    free_.add(key, value);
  }

  // An error is one, whatever its logger calls the level.
  void stand_in() {
    entry_.level = level_ ? *level_ : level_of_others_.value_or(LogLevel::info);
    if (entry_.message.empty() && message_of_others_) take_message(*message_of_others_);
  }

  // What is odd in these costs the member and not the line.
  Complaint take_optional(Member member, element value) {
    switch (member) {
      case Member::message: return take_message(value);
      case Member::status_code: return take_status(value);
      case Member::response_time: return take_response_time(value);
      default: return take_trace(value);
    }
  }

  Complaint take_service(element value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) return "must be a string";
    if (text.empty()) return "must not be empty";
    if (is_longer(text, max_service_length)) return "must have at most 128 characters";
    if (is_doubtful_ && json::has_replacement(text)) return "must be valid UTF-8";
    entry_.service = text;
    return fine;
  }

  void take_level(std::string_view key, element value) {
    if (value.is_null()) return;
    const auto level = level_in(value);
    level_ = level.value_or(LogLevel::info);
    if (!level) note(set_aside_, key, "is not a known level: counted as INFO");
  }

  static std::optional<LogLevel> level_in(element value) {
    std::string_view text;
    if (value.get(text) == simdjson::SUCCESS) return domain::log_level_from(text);
    const auto number = whole(value);
    return number ? domain::log_level_from(*number) : std::nullopt;
  }

  Complaint take_message(element value) {
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS) {
      entry_.message = domain::cut_apart(field_text(value), max_message_bytes);
      return fine;
    }
    entry_.message = domain::cut_apart(text, max_message_bytes);
    return text.size() > max_message_bytes ? "was cut to 65536 bytes" : fine;
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
    const auto milliseconds = number_in(value);
    if (!milliseconds || *milliseconds < 0 || *milliseconds > max_response) {
      return "must be a number of milliseconds from 0 to 604800000";
    }
    entry_.response_time = domain::Duration{static_cast<std::int64_t>(std::ceil(*milliseconds))};
    return fine;
  }

  Complaint take_trace(element value) {
    if (value.is_object() || value.is_array()) return "must be a string";
    auto text = field_text(value);
    if (is_longer(text, max_trace_length)) return "must have at most 256 characters";
    entry_.trace_id = std::move(text);
    return fine;
  }

  // A line of long ago must not count as one of now, so its time costs it. So does a number in
  // another unit, because its sender writes all times so. No clock that was ever set is ahead by
  // minutes or in another century.
  void take_timestamp(std::string_view key, element value) {
    if (value.is_null()) return;
    const bool is_number = number_in(value).has_value();
    const auto moment = is_number ? milliseconds_in(value) : moment_in(value);
    if (is_number && !moment) {
      return note(violations_, key, "must be in whole milliseconds since 1970 if it is a number");
    }
    if (!moment) return note(set_aside_, key, no_moment_of_line);
    if (*moment < begin_of_century) return note(set_aside_, key, "must be after 1999");
    if (*moment > now_ + max_lead) return note(set_aside_, key, "must be at most 5 minutes ahead");
    if (*moment < now_ - max_age) return note(violations_, key, "must be at most 24 hours ago");
    entry_.occurred_at = moment;
  }

  Time now_;
  bool is_doubtful_;
  LogEntry entry_;
  FreeFields free_{entry_.fields};
  unsigned seen_ = 0;
  std::optional<LogLevel> level_;
  std::optional<LogLevel> level_of_others_;
  std::optional<element> message_of_others_;
  Violations violations_;
  Violations set_aside_;
};

json::Reader& line_reader_of_this_thread() {
  thread_local json::Reader reader;
  return reader;
}

}  // namespace

LogReader::LogReader(domain::TenantId tenant, Time now)
    : tenant_(std::move(tenant)), now_(now), reader_(line_reader_of_this_thread()) {}

std::variant<LogEntry, Violations> LogReader::read(std::string_view text) {
  set_aside_.clear();
  const auto body = reader_.read_padded(text, json::Slips::mended);
  if (!body) return Violations{{body.error().pointer, body.error().message}};
  simdjson::dom::object members;
  if (body->get(members) != simdjson::SUCCESS) return Violations{{"", "must be an object"}};

  Line line{tenant_, now_, reader_.has_replacements()};
  for (const auto [key, value] : members)
    line.take(key, value);
  return std::move(line).finish(set_aside_);
}

}  // namespace tocsin::adapters::http
