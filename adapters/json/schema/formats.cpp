#include "adapters/json/schema/formats.hpp"

#include <algorithm>
#include <array>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::json {
namespace {

constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }
constexpr bool is_letter(char character) {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}
constexpr bool is_hex(char character) {
  return is_digit(character) || (character >= 'a' && character <= 'f') ||
         (character >= 'A' && character <= 'F');
}
constexpr bool is_one_of(char character, std::string_view set) {
  return set.find(character) != std::string_view::npos;
}

// Whether a text looks like the model: 0 stands for a digit, any other character for itself.
bool is_like(std::string_view text, std::string_view model) {
  return std::equal(
      text.begin(), text.end(), model.begin(), model.end(), [](char given, char expected) {
        return expected == '0' ? is_digit(given) : given == expected;
      });
}

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits)
    value = value * 10 + (digit - '0');
  return value;
}

int days_in_month(int year, int month) {
  constexpr std::array days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days.at(static_cast<std::size_t>(month - 1));
}

bool is_date(std::string_view text) {
  if (!is_like(text, "0000-00-00")) return false;
  const int month = number(text.substr(5, 2));
  const int day = number(text.substr(8, 2));
  return month >= 1 && month <= 12 && day >= 1 &&
         day <= days_in_month(number(text.substr(0, 4)), month);
}

// Returns the minutes east of UTC; nothing if the text is not a valid offset.
std::optional<int> offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0;
  if (!is_like(text, "+00:00") && !is_like(text, "-00:00")) return std::nullopt;
  const int hours = number(text.substr(1, 2));
  const int minutes = number(text.substr(4, 2));
  if (hours > 23 || minutes > 59) return std::nullopt;
  return (text.front() == '-' ? -1 : 1) * (hours * 60 + minutes);
}

// Returns the end of the fraction of a second: the start of the offset.
std::size_t fraction_end(std::string_view text) {
  if (text.empty() || text.front() != '.') return 0;
  const auto end = text.find_first_not_of("0123456789", 1);
  return std::min(end, text.size());
}

bool is_time(std::string_view text) {
  if (!is_like(text.substr(0, 8), "00:00:00")) return false;
  const auto rest = text.substr(8);
  const auto fraction = fraction_end(rest);
  if (fraction == 1) return false;  // a point without digits
  const auto east = offset(rest.substr(fraction));
  if (!east) return false;

  const int hour = number(text.substr(0, 2));
  const int minute = number(text.substr(3, 2));
  const int second = number(text.substr(6, 2));
  if (hour > 23 || minute > 59) return false;
  constexpr int day = 24 * 60;
  const bool last_minute_of_day = (hour * 60 + minute - *east + 2 * day) % day == day - 1;
  return second <= (last_minute_of_day ? 60 : 59);  // leap seconds come at 23:59:60 UTC only
}

// Whether all dot-separated parts are non-empty and pass the check.
template <typename Check>
bool each_part(std::string_view text, Check check) {
  for (;;) {
    const auto dot = text.find('.');
    if (const auto part = text.substr(0, dot); part.empty() || !check(part)) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

bool is_mailbox_name(std::string_view part) {
  return std::all_of(part.begin(), part.end(), [](char character) {
    return is_letter(character) || is_digit(character) ||
           is_one_of(character, "!#$%&'*+-/=?^_`{|}~");
  });
}

bool is_host_label(std::string_view part) {
  return part.size() <= 63 && part.front() != '-' && part.back() != '-' &&
         std::all_of(part.begin(), part.end(), [](char character) {
           return is_letter(character) || is_digit(character) || character == '-';
         });
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text.front()) &&
         std::all_of(text.begin(), text.end(), [](char character) {
           return is_letter(character) || is_digit(character) || is_one_of(character, "+-.");
         });
}

bool has_only_uri_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char character = text[at];
    if (character == '%') {
      if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
    } else if (!is_letter(character) && !is_digit(character) &&
               !is_one_of(character, "-._~:/?#[]@!$&'()*+,;=")) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::optional<Format> format_named(std::string_view name) {
  if (name == "date-time") return Format::date_time;
  if (name == "email") return Format::email;
  if (name == "uri") return Format::uri;
  if (name == "uuid") return Format::uuid;
  if (name == "ipv4") return Format::ipv4;
  return std::nullopt;
}

bool has_format(std::string_view text, Format format) {
  switch (format) {
    case Format::any: return true;
    case Format::date_time: return is_date_time(text);
    case Format::email: return is_email(text);
    case Format::uri: return is_uri(text);
    case Format::uuid: return is_uuid(text);
    case Format::ipv4: return is_ipv4(text);
  }
  return false;
}

std::string_view described(Format format) {
  switch (format) {
    case Format::any: return "any text";
    case Format::date_time: return "a date and time such as 2024-05-31T12:30:00Z";
    case Format::email: return "an email address such as alice@example.com";
    case Format::uri: return "a URI such as https://example.com/path";
    case Format::uuid: return "a UUID such as 123e4567-e89b-42d3-a456-426614174000";
    case Format::ipv4: return "an IPv4 address such as 192.0.2.1";
  }
  return {};
}

bool is_date_time(std::string_view text) {
  constexpr std::size_t shortest = std::string_view{"0000-00-00T00:00:00Z"}.size();
  if (text.size() < shortest || !is_date(text.substr(0, 10)) || !is_one_of(text[10], "Tt") ||
      !is_time(text.substr(11))) {
    return false;
  }
  // Near its ends an offset or a leap second leads out of what four digits can say.
  const bool is_near_an_end = text.starts_with("0000") || text.starts_with("9999");
  return !is_near_an_end || domain::time_from(text);
}

bool is_email(std::string_view text) {
  const auto at = text.rfind('@');
  if (at > 64 || text.size() > 254) return false;  // npos is more than 64, too
  if (!each_part(text.substr(0, at), is_mailbox_name)) return false;
  return each_part(text.substr(at + 1), is_host_label);
}

bool is_uri(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || !is_scheme(text.substr(0, colon))) return false;
  const auto rest = text.substr(colon + 1);
  return std::count(rest.begin(), rest.end(), '#') <= 1 && has_only_uri_characters(rest);
}

bool is_uuid(std::string_view text) {
  constexpr std::string_view model = "00000000-0000-0000-0000-000000000000";
  return std::equal(
      text.begin(), text.end(), model.begin(), model.end(), [](char given, char expected) {
        return expected == '0' ? is_hex(given) : given == '-';
      });
}

bool is_ipv4(std::string_view text) {
  return std::count(text.begin(), text.end(), '.') == 3 &&
         each_part(text, [](std::string_view part) {
           return part.size() <= 3 && std::all_of(part.begin(), part.end(), is_digit) &&
                  (part.size() == 1 || part.front() != '0') && number(part) <= 255;
         });
}

}  // namespace tocsin::adapters::json
