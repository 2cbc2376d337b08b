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

// Returns the media type of a Content-Type, without its parameters.
std::string_view media_type(std::string_view content_type);

// Whether the media type has this in its name, ignoring the case of ASCII letters: media types have
// none (RFC 9110, 8.3.1).
bool names_format(std::string_view content_type, std::string_view format);

}  // namespace tocsin::adapters::http
