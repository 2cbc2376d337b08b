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

// Decodes one segment of a path (RFC 3986, 2.1). Fails with invalid for a percent sign without two
// hexadecimal digits, or text that is not UTF-8. Encoded control characters are text: bodies may
// have them in keys, too.
Result<std::string> decode_segment(std::string_view raw);

// Splits a query into names and values, in their order. A name may repeat, and "+" is a blank, as
// in HTML forms. Fails with invalid as decode_segment, for an empty name, or for more than 64
// parameters.
Result<std::vector<QueryParameter>> parse_query(std::string_view raw);

}  // namespace tocsin::adapters::http
