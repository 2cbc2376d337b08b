#include "adapters/records/kernel/cursor.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <simdjson.h>

namespace tocsin::adapters::records {
namespace {

// One for all cursors of a thread: escapes are rare, and a parser is not cheap to make.
simdjson::dom::parser& parser() {
  thread_local simdjson::dom::parser parser;
  return parser;
}

}  // namespace

bool Cursor::is_text(std::string_view text) {
  const bool has_control = std::any_of(text.begin(), text.end(), [](char letter) {
    return static_cast<unsigned char>(letter) < ' ';
  });
  return !has_control && simdjson::validate_utf8(text.data(), text.size());
}

bool Cursor::null() {
  constexpr std::string_view word = "null";
  if (!std::string_view{at_, end_}.starts_with(word)) return false;
  at_ += word.size();
  return true;
}

// Whether a number as JSON has it begins here.
bool Cursor::is_number() const {
  const char* first = at_;
  if (first != end_ && *first == '-') ++first;
  const auto is_digit = [this](const char* at) { return at != end_ && *at >= '0' && *at <= '9'; };
  return is_digit(first) && !(*first == '0' && is_digit(first + 1));
}

bool Cursor::number(bool& value) {
  unsigned digit = 0;
  Cursor ahead{{at_, end_}};
  if (!ahead.number(digit) || digit > 1) return false;
  at_ = ahead.at_;
  value = digit == 1;
  return true;
}

bool Cursor::number(double& value) {
  if (!is_number()) return false;
  const auto [stop, error] = std::from_chars(at_, end_, value);
  if (error != std::errc{} || !std::isfinite(value)) return false;
  at_ = stop;
  return true;
}

bool Cursor::text(std::string_view& value) {
  if (at_ == end_ || *at_ != '"') return false;
  const char* const first = at_ + 1;
  const auto* const quote =
      static_cast<const char*>(std::memchr(first, '"', static_cast<std::size_t>(end_ - first)));
  if (quote == nullptr) return false;
  const auto size = static_cast<std::size_t>(quote - first);
  if (std::memchr(first, '\\', size) != nullptr) return escaped_text(value);
  value = {first, size};
  at_ = quote + 1;
  return true;
}

bool Cursor::escaped_text(std::string_view& value) {
  const char* quote = at_ + 1;
  while (quote < end_ && *quote != '"')
    quote += *quote == '\\' ? 2 : 1;
  if (quote >= end_) return false;
  std::string_view read;
  if (parser().parse(at_, static_cast<std::size_t>(quote + 1 - at_)).get(read) !=
      simdjson::SUCCESS) {
    return false;
  }
  unescaped_ = read;
  value = unescaped_;
  at_ = quote + 1;
  return true;
}

}  // namespace tocsin::adapters::records
