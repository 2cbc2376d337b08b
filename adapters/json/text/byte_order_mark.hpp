#pragma once

#include <string_view>

namespace tocsin::adapters::json {

// Returns the text behind a UTF-8 byte order mark, if it has one. A reader may ignore it (RFC 8259,
// 8.1), and many programs on Windows write it.
constexpr std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  return text;
}

}  // namespace tocsin::adapters::json
