#include "domain/kernel/time.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <utility>

namespace tocsin::domain {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

void append_digits(std::string& text, int value, int width) {
  std::string digits(static_cast<std::size_t>(width), '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
    *digit = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  text += digits;
}

// Takes text apart from left to right; once something was not as expected, nothing is.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t taken = 0; taken < count; ++taken) {
      if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') return fail();
      value = value * 10 + (take() - '0');
    }
    return value;
  }

  void expect(std::string_view one_of) {
    if (rest_.empty() || one_of.find(rest_.front()) == std::string_view::npos) {
      fail();
    } else {
      take();
    }
  }

  // After the point, to the millisecond; what is finer is dropped.
  int fraction() {
    if (rest_.empty() || rest_.front() != '.') return 0;
    take();
    int value = digits(1);
    std::size_t count = 1;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; ++count) {
      const int digit = take() - '0';
      if (count < 3) value = value * 10 + digit;
    }
    for (; count < 3; ++count)
      value *= 10;
    return value;
  }

  minutes offset() {
    if (rest_.empty()) return minutes{fail()};
    const char sign = take();
    if (sign == 'Z' || sign == 'z') return minutes{0};
    if (sign != '+' && sign != '-') return minutes{fail()};
    const int hour = digits(2);
    expect(":");
    const int minute = digits(2);
    if (hour > 23 || minute > 59) return minutes{fail()};
    const auto offset = hours{hour} + minutes{minute};
    return sign == '+' ? offset : -offset;
  }

  bool is_done() const { return is_good_ && rest_.empty(); }

 private:
  char take() {
    const char first = rest_.front();
    rest_.remove_prefix(1);
    return first;
  }
  int fail() {
    is_good_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool is_good_ = true;
};

struct Unit {
  std::string_view name;
  Duration length;
};
constexpr std::array units{Unit{"h", hours{1}},
                           Unit{"m", minutes{1}},
                           Unit{"s", seconds{1}},
                           Unit{"ms", Duration{1}}};

// RFC 3339 has four digits for a year.
constexpr Time first_written = std::chrono::sys_days{std::chrono::year{0} / 1 / 1};
constexpr Time end_of_written = std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1};

}  // namespace

std::string to_text(Time time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};

  std::string text;
  text.reserve(24);
  append_digits(text, static_cast<int>(date.year()), 4);
  text += '-';
  append_digits(text, static_cast<int>(static_cast<unsigned>(date.month())), 2);
  text += '-';
  append_digits(text, static_cast<int>(static_cast<unsigned>(date.day())), 2);
  text += 'T';
  append_digits(text, static_cast<int>(clock.hours().count()), 2);
  text += ':';
  append_digits(text, static_cast<int>(clock.minutes().count()), 2);
  text += ':';
  append_digits(text, static_cast<int>(clock.seconds().count()), 2);
  text += '.';
  append_digits(text, static_cast<int>(clock.subseconds().count()), 3);
  text += 'Z';
  return text;
}

std::optional<Time> time_from(std::string_view text) {
  Scanner scan{text};
  const std::chrono::year year{scan.digits(4)};
  scan.expect("-");
  const std::chrono::month month{static_cast<unsigned>(scan.digits(2))};
  scan.expect("-");
  const std::chrono::day day{static_cast<unsigned>(scan.digits(2))};
  scan.expect("Tt ");
  const int hour = scan.digits(2);
  scan.expect(":");
  const int minute = scan.digits(2);
  scan.expect(":");
  const int second = scan.digits(2);
  const int millisecond = scan.fraction();
  const auto offset = scan.offset();

  const std::chrono::year_month_day date{year, month, day};
  const bool is_time = hour <= 23 && minute <= 59 && second <= 60;  // 60: a leap second
  if (!scan.is_done() || !date.ok() || !is_time) return std::nullopt;
  const auto time = Time{std::chrono::sys_days{date}} + hours{hour} + minutes{minute} +
                    seconds{second} + Duration{millisecond} - offset;
  return time >= first_written && time < end_of_written ? std::optional{time} : std::nullopt;
}

std::string to_text(Duration duration) {
  std::string text;
  for (const auto& unit : units) {
    const auto count = duration / unit.length;
    if (count == 0) continue;
    text += std::to_string(count);
    text += unit.name;
    duration -= count * unit.length;
  }
  return text.empty() ? "0s" : text;
}

std::optional<Duration> duration_from(std::string_view text) {
  constexpr Duration longest = std::chrono::days{3653};
  if (text.empty()) return std::nullopt;

  Duration duration{0};
  const auto* unit = units.begin();
  while (!text.empty()) {
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (error != std::errc{} || count < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));

    // Each unit at most once, from the longest to the shortest; "m" must not take the m of "ms".
    const auto name = text.substr(0, text.find_first_of("0123456789"));
    while (unit != units.end() && unit->name != name)
      ++unit;
    if (unit == units.end() || count > longest / unit->length) return std::nullopt;
    duration += count * unit->length;
    text.remove_prefix(name.size());
    ++unit;
  }
  if (duration > longest) return std::nullopt;
  return duration;
}

bool is_plausible(Time said, Time received_at) {
  constexpr auto oldest = std::chrono::hours{24};
  constexpr auto newest = std::chrono::minutes{5};
  return said >= received_at - oldest && said <= received_at + newest;
}

}  // namespace tocsin::domain
