#include "adapters/curl/words.hpp"

#include <array>
#include <chrono>
#include <cstdio>

#include <boost/uuid/uuid_io.hpp>

namespace tocsin::adapters::curl {
namespace {

struct Calendar {
  explicit Calendar(domain::Time at) : Calendar(at, std::chrono::floor<std::chrono::days>(at)) {}
  Calendar(domain::Time at, std::chrono::sys_days day) : date(day), time(at - day), weekday(day) {}

  int year() const { return static_cast<int>(date.year()); }
  unsigned month() const { return static_cast<unsigned>(date.month()); }
  unsigned day() const { return static_cast<unsigned>(date.day()); }
  int hour() const { return static_cast<int>(time.hours().count()); }
  int minute() const { return static_cast<int>(time.minutes().count()); }
  int second() const { return static_cast<int>(time.seconds().count()); }
  int millisecond() const { return static_cast<int>(time.subseconds().count()); }

  std::chrono::year_month_day date;
  std::chrono::hh_mm_ss<domain::Duration> time;
  std::chrono::weekday weekday;
};

}  // namespace

std::string_view word_of(domain::NotificationKind kind) {
  switch (kind) {
    case domain::NotificationKind::page: return "page";
    case domain::NotificationKind::alert_opened: return "alert_opened";
    case domain::NotificationKind::alert_resolved: return "alert_resolved";
  }
  __builtin_unreachable();
}

std::string_view word_of(domain::AlertStatus status) {
  switch (status) {
    case domain::AlertStatus::active: return "active";
    case domain::AlertStatus::acknowledged: return "acknowledged";
    case domain::AlertStatus::resolved: return "resolved";
  }
  __builtin_unreachable();
}

std::string_view word_of(domain::AlertType type) {
  switch (type) {
    case domain::AlertType::parent: return "parent";
    case domain::AlertType::child: return "child";
  }
  __builtin_unreachable();
}

std::string text_of(const boost::uuids::uuid& id) { return boost::uuids::to_string(id); }

std::string rfc3339(domain::Time at) {
  const Calendar calendar{at};
  std::array<char, 64> text{};
  std::snprintf(text.data(),
                text.size(),
                "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                calendar.year(),
                calendar.month(),
                calendar.day(),
                calendar.hour(),
                calendar.minute(),
                calendar.second(),
                calendar.millisecond());
  return text.data();
}

std::string rfc5322(domain::Time at) {
  constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Calendar calendar{at};
  std::array<char, 64> text{};
  std::snprintf(text.data(),
                text.size(),
                "%s, %02u %s %04d %02d:%02d:%02d +0000",
                days[calendar.weekday.c_encoding()],
                calendar.day(),
                months[calendar.month() - 1],
                calendar.year(),
                calendar.hour(),
                calendar.minute(),
                calendar.second());
  return text.data();
}

}  // namespace tocsin::adapters::curl
