#include "adapters/channels/text/text.hpp"

#include <algorithm>

namespace tocsin::adapters::channels {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

std::string_view slack_entity(char c) {
  switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    default: return {};
  }
}

std::string_view html_entity(char c) {
  switch (c) {
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return slack_entity(c);
  }
}

std::string escaped(std::string_view text, std::string_view (*entity_of)(char)) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    if (const auto entity = entity_of(c); !entity.empty()) {
      result += entity;
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string line{text};
  std::replace_if(line.begin(), line.end(), is_control, ' ');
  return line;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    if (continues_character(text[end])) continue;
    const std::size_t units = static_cast<unsigned char>(text[end]) >= 0xf0U ? 2 : 1;
    if (count < units) break;
    count -= units;
  }
  return text.substr(0, end);
}

std::size_t whole_characters(std::string_view text, std::size_t max_bytes) {
  if (text.size() <= max_bytes) return text.size();
  std::size_t end = max_bytes;
  while (end > 0 && continues_character(text[end]))
    --end;
  return end == 0 ? max_bytes : end;  // not UTF-8: cut it anywhere
}

std::string html_escaped(std::string_view text) { return escaped(text, html_entity); }

std::string slack_escaped(std::string_view text) { return escaped(text, slack_entity); }

std::string upper(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return result;
}

}  // namespace tocsin::adapters::channels
