#pragma once

#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// Returns the value of an unstructured header of a mail (RFC 5322, 2.2.1): unchanged if it is short
// and plain ASCII, else as encoded words (RFC 2047), one per line. No text can begin another
// header.
std::string header_text(std::string_view text);

}  // namespace tocsin::adapters::channels
