#pragma once

#include <string>

namespace tocsin {

// A new token: `tcs_`, its kind, 8 characters to recognise it by, 32 random ones (190 bits) and a
// checksum. It is shown once; only its SHA-256 is kept.
std::string new_token(const std::string& kind);

// The lower-case hexadecimal SHA-256 of a token, as the configuration has it.
std::string token_digest(const std::string& token);

}  // namespace tocsin
