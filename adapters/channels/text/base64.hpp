#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// RFC 4648, section 4, padded.
std::string base64(std::string_view bytes);

// Nothing when it is not base64: what was copied without its end shall not pass for the whole.
std::optional<std::string> from_base64(std::string_view text);

// RFC 2045, 6.8: lines of 76 characters, each ended by CRLF.
std::string base64_lines(std::string_view bytes);

}  // namespace tocsin::adapters::channels
