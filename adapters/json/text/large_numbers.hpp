#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::json {

// Returns the text with every valid number that fits neither into 64 bits nor into a double as a
// string: 18446744073709551616, 1e400. A number that only adds context is then no reason to reject
// a document, and one that a schema wants is still none.
std::string with_large_numbers_quoted(std::string_view text);

}  // namespace tocsin::adapters::json
