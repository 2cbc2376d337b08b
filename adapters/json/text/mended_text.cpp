#include "adapters/json/text/mended_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <utility>

#include <simdjson.h>

namespace tocsin::adapters::json {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::size_t escape_size = 6;                    // \u0000

// The code unit of an escape sequence such as \u00e9 that begins there; 0 if there is none.
unsigned escaped_unit(std::string_view text, std::size_t at) {
  const auto sequence = text.substr(std::min(at, text.size()), escape_size);
  if (sequence.size() < escape_size || !sequence.starts_with("\\u")) return 0;
  unsigned unit = 0;
  const auto* const end = sequence.data() + escape_size;
  const auto [stop, error] = std::from_chars(sequence.data() + 2, end, unit, 16);
  return error == std::errc{} && stop == end ? unit : 0;
}

bool opens_pair(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool closes_pair(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

// The size of the character that begins there with a byte beyond ASCII; 0 if it is none.
std::size_t utf8_size(std::string_view text, std::size_t at) {
  for (std::size_t size = 2; size <= 4; ++size) {
    if (at + size <= text.size() && simdjson::validate_utf8(text.data() + at, size)) return size;
  }
  return 0;
}

class SlipMender {
 public:
  explicit SlipMender(std::string_view text) : text_(text) { mended_.text.reserve(text.size()); }

  MendedText mend() && {
    bool is_in_string = false;
    while (at_ < text_.size()) {
      const char letter = text_[at_];
      if (letter == '"') is_in_string = !is_in_string;
      if (is_in_string && letter == '\\') {
        mend_escape();
      } else if (is_in_string && static_cast<unsigned char>(letter) < ' ') {
        escape(letter);
      } else if (is_in_string && static_cast<unsigned char>(letter) >= 0x80) {
        mend_character();
      } else {
        copy(1);
      }
    }
    return std::move(mended_);
  }

 private:
  void mend_escape() {
    const auto unit = escaped_unit(text_, at_);
    if (opens_pair(unit) && closes_pair(escaped_unit(text_, at_ + escape_size))) {
      copy(2 * escape_size);
    } else if (opens_pair(unit) || closes_pair(unit)) {
      replace(escape_size);
    } else {
      copy(2);
    }
  }

  void mend_character() {
    const auto size = utf8_size(text_, at_);
    size == 0 ? replace(1) : copy(size);
  }

  void escape(char control) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto code = static_cast<unsigned char>(control);
    mended_.text.append("\\u00").append(1, digits[code / 16]).append(1, digits[code % 16]);
    ++at_;
  }

  void copy(std::size_t bytes) {
    mended_.text += text_.substr(at_, bytes);
    at_ += bytes;
  }

  void replace(std::size_t bytes) {
    mended_.text += replacement;
    mended_.has_replacements = true;
    at_ += bytes;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  MendedText mended_;
};

}  // namespace

MendedText with_slips_mended(std::string_view text) { return SlipMender{text}.mend(); }

bool has_replacement(std::string_view text) {
  return text.find(replacement) != std::string_view::npos;
}

}  // namespace tocsin::adapters::json
