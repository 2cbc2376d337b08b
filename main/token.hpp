#pragma once

#include <string>

namespace tocsin {

// Returns a new token: `tcs_`, its kind, 8 characters to recognize it by, 32 random ones (190 bits)
// and a checksum. It is shown once; only its SHA-256 is stored.
std::string new_token(const std::string& kind);

// Returns the lower-case hexadecimal SHA-256 of a token, as in the configuration.
std::string token_digest(const std::string& token);

// Returns the entry of the token for the configuration, indented as an item of `tokens`. It quotes
// the name and the tenant, which may be any text.
std::string token_entry(const std::string& token,
                        const std::string& name,
                        const std::string& tenant,
                        const std::string& role);

}  // namespace tocsin
