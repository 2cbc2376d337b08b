#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::json {

// Appends the text as a JSON string, for output that is too frequent to build a value first.
// External text may be cut within a character; invalid bytes are replaced.
void append_quoted(std::string& json, std::string_view text);

}  // namespace tocsin::adapters::json
