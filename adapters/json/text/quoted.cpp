#include "adapters/json/text/quoted.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include <nlohmann/json.hpp>
#include <simdjson.h>

namespace tocsin::adapters::json {
namespace {

// Processes eight characters at a time: every event has fields and bodies.
using EightLetters = std::uint64_t;
static_assert(std::endian::native == std::endian::little, "the first letter is the lowest byte");

constexpr EightLetters in_each(EightLetters letter) { return letter * 0x0101010101010101U; }
constexpr EightLetters high_bits = in_each(0x80);

// Sets the high bit of each character below 128 that is not less than this.
constexpr EightLetters at_least(EightLetters letter, EightLetters word) {
  return word + in_each(0x80 - letter);
}

// Sets the high bit of each character that JSON escapes.
constexpr EightLetters escaped_in(EightLetters word) {
  const EightLetters low = word & ~high_bits;
  const auto plain =
      at_least(' ', low) & at_least(1, low ^ in_each('"')) & at_least(1, low ^ in_each('\\'));
  return ~(word | plain) & high_bits;
}

char* write_escaped(char* to, char letter) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view letters = "\"\\\b\f\n\r\t";
  constexpr std::string_view words = "\"\\bfnrt";
  *to++ = '\\';
  if (const auto place = letters.find(letter); place != std::string_view::npos) {
    *to++ = words[place];
    return to;
  }
  const auto code = static_cast<unsigned char>(letter);
  for (const char part : {'u', '0', '0', digits[code / 16], digits[code % 16]})
    *to++ = part;
  return to;
}

// Writes the characters of a string without its quotes. `seen` gets the bits of all of them.
char* write_letters(char* to, std::string_view text, EightLetters& seen) {
  while (!text.empty()) {
    EightLetters word = in_each(' ');
    const auto size = std::min(text.size(), sizeof word);
    size == sizeof word ? std::memcpy(&word, text.data(), sizeof word)
                        : std::memcpy(&word, text.data(), size);
    std::memcpy(to, &word, sizeof word);
    seen |= word;
    const auto escaped = escaped_in(word);
    const auto plain =
        escaped == 0 ? size : static_cast<std::size_t>(std::countr_zero(escaped)) / 8;
    to += plain;
    text.remove_prefix(plain);
    if (escaped == 0) continue;
    to = write_escaped(to, text.front());
    text.remove_prefix(1);
  }
  return to;
}

bool is_readable(std::string_view text, EightLetters seen) {
  return (seen & high_bits) == 0 || simdjson::validate_utf8(text.data(), text.size());
}

std::string readable(std::string_view text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

char* write_quoted(char* to, std::string_view text) {
  char* const begin = to;
  EightLetters seen = 0;
  *to++ = '"';
  to = write_letters(to, text, seen);
  *to++ = '"';
  if (is_readable(text, seen)) return to;
  const auto replaced = readable(text);
  return std::copy(replaced.begin(), replaced.end(), begin);
}

// A string that grows fills its new bytes with zeros first, so a piece at a time is quoted
// elsewhere.
void append_quoted(std::string& json, std::string_view text) {
  constexpr std::size_t piece_size = 256;
  std::array<char, room_for_quoted(piece_size)> buffer;
  EightLetters seen = 0;
  const auto start = json.size();
  json += '"';
  for (std::size_t done = 0; done < text.size(); done += piece_size) {
    char* const end = write_letters(buffer.data(), text.substr(done, piece_size), seen);
    json.append(buffer.data(), end);
  }
  json += '"';
  if (!is_readable(text, seen)) json.replace(start, std::string::npos, readable(text));
}

}  // namespace tocsin::adapters::json
