#pragma once

#include <string>
#include <string_view>

#include <simdjson.h>

namespace tocsin::adapters::json {

// Describes why simdjson rejected a text, and at which byte (counted from 1) if that is known.
std::string what_is_malformed(std::string_view text, simdjson::error_code code);

}  // namespace tocsin::adapters::json
