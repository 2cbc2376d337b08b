#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

struct QueryParameter {
  std::string name;
  std::string value;

  bool operator==(const QueryParameter&) const = default;
};

// Decodes one segment of a path (RFC 3986, 2.1). invalid: a percent sign without two hex digits, a
// control character, or text that is not UTF-8.
Result<std::string> decode_segment(std::string_view raw);

// Takes a query apart into names and values, in their order; a name may come more than once and
// "+" is a blank, as in HTML forms. invalid: as decode_segment, an empty name, or more than 64
// parameters.
Result<std::vector<QueryParameter>> parse_query(std::string_view raw);

}  // namespace tocsin::adapters::http
