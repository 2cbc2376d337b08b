#include "adapters/channels/email/header_text.hpp"

#include <algorithm>

#include "adapters/channels/text/base64.hpp"
#include "adapters/channels/text/text.hpp"

namespace tocsin::adapters::channels {
namespace {

// With the name of the header before it, a line stays below 78 characters.
bool may_stay_as_it_is(std::string_view text) {
  constexpr std::size_t short_enough = 66;
  const bool is_ascii = std::all_of(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return is_ascii && text.size() <= short_enough && text.find("=?") == std::string_view::npos;
}

}  // namespace

std::string header_text(std::string_view text) {
  constexpr std::size_t bytes_a_word = 39;  // 52 of base64; 64 with "=?UTF-8?B?" and "?="
  std::string line = one_line(text);
  if (may_stay_as_it_is(line)) return line;

  std::string words;
  std::string_view left = line;
  while (!left.empty()) {
    const auto bytes = whole_characters(left, bytes_a_word);
    if (!words.empty()) words += "\r\n ";
    words += "=?UTF-8?B?" + base64(left.substr(0, bytes)) + "?=";
    left.remove_prefix(bytes);
  }
  return words;
}

}  // namespace tocsin::adapters::channels
