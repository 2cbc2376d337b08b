#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <system_error>

namespace tocsin::adapters::records {

// Reads JSON lists as json::ListText writes them, value by value: no spaces, no objects. Each
// function returns false, and reads nothing, if something else stands there.
class Cursor {
 public:
  // Only valid UTF-8 without control characters is a record.
  static bool is_text(std::string_view text);

  explicit Cursor(std::string_view text) : at_(text.data()), end_(at_ + text.size()) {}

  bool open() { return take('['); }
  bool close() { return take(']'); }
  bool is_at_end() const { return at_ == end_; }
  bool is_at_close() const { return at_ != end_ && *at_ == ']'; }

  // Moves to the next value of a list, behind the comma before it.
  bool next(bool is_first) { return is_first ? !is_at_end() : take(','); }

  bool null();

  template <std::integral Number>
  bool number(Number& value) {
    if (!is_number()) return false;
    const auto [stop, error] = std::from_chars(at_, end_, value);
    if (error != std::errc{} || (stop != end_ && (*stop == '.' || *stop == 'e'))) return false;
    at_ = stop;
    return true;
  }
  bool number(bool& value);
  bool number(double& value);

  // A view of the text or, if it has escapes, of memory that is valid until the next one.
  bool text(std::string_view& value);

 private:
  bool take(char letter) {
    if (at_ == end_ || *at_ != letter) return false;
    ++at_;
    return true;
  }
  bool is_number() const;
  bool escaped_text(std::string_view& value);

  const char* at_;
  const char* end_;
  std::string unescaped_;
};

}  // namespace tocsin::adapters::records
