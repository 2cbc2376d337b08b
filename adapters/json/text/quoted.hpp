#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::json {

// Appends the text as a string of JSON, for what is written too often to be made a value first.
// What came from outside may be cut within a character; its bytes are replaced then.
void append_quoted(std::string& json, std::string_view text);

}  // namespace tocsin::adapters::json
