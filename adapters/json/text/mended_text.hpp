#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::json {

// The text of a document as RFC 8259 asks for it.
struct MendedText {
  std::string text;
  bool has_replacements = false;  // U+FFFD stands where nobody can tell what was meant
};

// Mends what careless senders write in strings: half of a surrogate pair and bytes that are not
// UTF-8 become U+FFFD, control characters become escape sequences. Other mistakes stay.
MendedText with_slips_mended(std::string_view text);

// Whether a string of a mended document may have lost something, so that others may equal it.
bool has_replacement(std::string_view text);

}  // namespace tocsin::adapters::json
