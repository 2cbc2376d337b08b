#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// The value of an unstructured header of a mail (RFC 5322, 2.2.1), as it is when it is short and
// plain ASCII, else as encoded words (RFC 2047), one a line. No text can begin another header.
std::string header_text(std::string_view text);

}  // namespace tocsin::adapters::channels
