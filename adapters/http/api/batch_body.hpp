#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/api/body_reader.hpp"

namespace tocsin::adapters::http {

// The items of a batch as they stand in its body: the elements of a JSON array or, when it does not
// begin with a bracket, its lines that are not blank (NDJSON). An item that is no JSON is noticed
// when it is read. Violations when the array itself is none.
std::variant<std::vector<std::string_view>, Violations> items_of(std::string_view body);

// Is it a batch, where one item alone may be sent, too? An array is, and so is an object after
// which more lines come. One object alone is none, however many lines it has.
bool holds_many(std::string_view body);

}  // namespace tocsin::adapters::http
