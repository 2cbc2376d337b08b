#include "adapters/json/text/large_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>

namespace tocsin::adapters::json {
namespace {

constexpr std::string_view number_characters = "+-.0123456789eE";

bool starts_number(char character) {
  return character == '-' || (character >= '0' && character <= '9');
}

std::size_t end_of_digits(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of("0123456789", at), text.size());
}

// Skips the digits that must be there. Returns false if there are none.
bool skip_digits(std::string_view text, std::size_t& at) {
  const auto end = end_of_digits(text, at);
  return std::exchange(at, end) != end;
}

// RFC 8259, 6.
bool is_number_of_json(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const auto first = at;
  if (!skip_digits(text, at)) return false;
  const bool has_leading_zero = text[first] == '0' && at > first + 1;
  if (has_leading_zero) return false;
  if (text.substr(at).starts_with('.') && !skip_digits(text, ++at)) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (text.substr(at).starts_with('+') || text.substr(at).starts_with('-')) ++at;
    if (!skip_digits(text, at)) return false;
  }
  return at == text.size();
}

template <typename Value>
bool fits(std::string_view number) {
  Value value{};
  return std::from_chars(number.data(), number.data() + number.size(), value).ec == std::errc{};
}

bool is_too_large(std::string_view number) {
  if (!is_number_of_json(number)) return false;
  if (number.find_first_of(".eE") != std::string_view::npos) return !fits<double>(number);
  return !fits<std::int64_t>(number) && !fits<std::uint64_t>(number);
}

// The place behind a string that begins there.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return std::min(at + 1, text.size());
}

}  // namespace

std::string with_large_numbers_quoted(std::string_view text) {
  std::string result;
  result.reserve(text.size() + 16);
  for (std::size_t at = 0; at < text.size();) {
    auto end = at + 1;
    bool is_quoted = false;
    if (text[at] == '"') {
      end = end_of_string(text, at);
    } else if (starts_number(text[at])) {
      end = std::min(text.find_first_not_of(number_characters, at), text.size());
      is_quoted = is_too_large(text.substr(at, end - at));
    }
    if (is_quoted) result += '"';
    result += text.substr(at, end - at);
    if (is_quoted) result += '"';
    at = end;
  }
  return result;
}

}  // namespace tocsin::adapters::json
