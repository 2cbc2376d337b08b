#pragma once

#include <string_view>

namespace tocsin::adapters::http {

// A letter or digit, or one of the marks of a token (RFC 9110, 5.6.2).
bool is_token(std::string_view text);

// Visible characters, blanks, tabs and bytes above 127: no control may pass (RFC 9110, 5.5).
bool is_field_text(std::string_view text);

// Whether two names are the same but for the case of ASCII letters.
bool same_name(std::string_view a, std::string_view b);

// Without the blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace tocsin::adapters::http
