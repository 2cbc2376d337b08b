#include "adapters/json/quoted.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>

#include <nlohmann/json.hpp>

namespace tocsin::adapters::json {
namespace {

// Eight letters at a time: fields and bodies are on the way of every event.
using Word = std::uint64_t;

constexpr Word in_each(Word letter) { return letter * 0x0101010101010101U; }

// The high bit of each letter that is zero, or comes after one.
constexpr Word zeros(Word word) { return (word - in_each(1)) & ~word & in_each(0x80); }

// Where the first letter is that JSON does not quote as it stands, or that is no ASCII; 8: nowhere.
std::size_t first_special(Word word) {
  const auto below_space = (word - in_each(' ')) & ~word & in_each(0x80);
  const auto special = below_space | zeros(word ^ in_each('"')) | zeros(word ^ in_each('\\')) |
                       (word & in_each(0x80));
  return static_cast<std::size_t>(std::countr_zero(special)) / 8;
}

// And how many letters of the text are in it.
std::pair<Word, std::size_t> first_word(std::string_view text) {
  auto word = in_each(' ');
  if (text.size() < sizeof word) {
    std::memcpy(&word, text.data(), text.size());
    return {word, text.size()};
  }
  std::memcpy(&word, text.data(), sizeof word);
  return {word, sizeof word};
}

// Writes the quoted text to where there is room for twice its letters and two more words; its end,
// or null when the text is more than ASCII with a quote here and there.
char* write_quoted(char* out, std::string_view text) {
  *out++ = '"';
  while (!text.empty()) {
    const auto [word, letters] = first_word(text);
    std::memcpy(out, &word, sizeof word);
    const auto plain = std::min(first_special(word), letters);
    out += plain;
    text.remove_prefix(plain);
    if (plain == letters) continue;
    if (text.front() != '"' && text.front() != '\\') return nullptr;
    *out++ = '\\';
    *out++ = text.front();
    text.remove_prefix(1);
  }
  *out++ = '"';
  return out;
}

// Any text.
std::string quoted(std::string_view text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

void append_quoted(std::string& json, std::string_view text) {
  const auto start = json.size();
  json.resize(start + 2 * (text.size() + sizeof(Word)));
  if (const char* end = write_quoted(json.data() + start, text)) {
    json.resize(static_cast<std::size_t>(end - json.data()));
  } else {
    json.replace(start, std::string::npos, quoted(text));
  }
}

}  // namespace tocsin::adapters::json
