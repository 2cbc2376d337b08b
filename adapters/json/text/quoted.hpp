#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tocsin::adapters::json {

// The bytes that write_quoted() may touch for a text of this size.
constexpr std::size_t room_for_quoted(std::size_t bytes) { return 6 * bytes + 16; }

// Writes the text as a JSON string, and returns its end. External text may be cut within a
// character; bytes that are not UTF-8 become U+FFFD.
char* write_quoted(char* to, std::string_view text);

// Appends the text as a JSON string, for output that is too frequent to build a value first.
void append_quoted(std::string& json, std::string_view text);

}  // namespace tocsin::adapters::json
