#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tocsin::adapters::channels {

// Encodes as base64 (RFC 4648, section 4, padded).
std::string base64(std::string_view bytes);

// Decodes base64; nothing if it is not valid base64, so that a truncated copy is rejected.
std::optional<std::string> from_base64(std::string_view text);

// Encodes as base64 for mails (RFC 2045, 6.8): lines of 76 characters, each ended by CRLF.
std::string base64_lines(std::string_view bytes);

}  // namespace tocsin::adapters::channels
