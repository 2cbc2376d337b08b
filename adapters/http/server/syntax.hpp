#pragma once

#include <string_view>

namespace tocsin::adapters::http {

// Whether all characters are letters, digits or marks of a token (RFC 9110, 5.6.2).
bool is_token(std::string_view text);

// Whether all characters are visible, blanks, tabs or bytes above 127: no controls (RFC 9110, 5.5).
bool is_field_text(std::string_view text);

// Whether two names are equal, ignoring the case of ASCII letters.
bool same_name(std::string_view a, std::string_view b);

// Returns the text without the blanks and tabs at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace tocsin::adapters::http
