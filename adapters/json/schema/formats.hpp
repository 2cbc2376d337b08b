#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tocsin::adapters::json {

// The formats of draft-07 that are checked; any other is rejected when a schema is compiled.
enum class Format : std::uint8_t { any, date_time, email, uri, uuid, ipv4 };

std::optional<Format> format_named(std::string_view name);

bool has_format(std::string_view text, Format format);

// Returns a description of the format with an example: "a UUID such as …".
std::string_view described(Format format);

bool is_date_time(std::string_view text);  // RFC 3339, section 5.6
bool is_email(std::string_view text);      // RFC 5321, without quoted names and address literals
bool is_uri(std::string_view text);        // RFC 3986, absolute
bool is_uuid(std::string_view text);       // RFC 4122, in either case
bool is_ipv4(std::string_view text);       // RFC 2673, section 3.2, without leading zeros

}  // namespace tocsin::adapters::json
