#pragma once

#include <cstddef>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/api/body_reader.hpp"

namespace tocsin::adapters::http {

// The texts of the items of a batch: the elements of a JSON array or, if the body does not begin
// with a bracket, its lines that are not blank (NDJSON), of which one may hold several objects.
// Violations if the array is malformed. Does not check that an item is JSON.
std::variant<std::vector<std::string_view>, Violations> items_of(std::string_view body);

// Whether a body that may also be a single item is a batch. An array is one, and so is an object
// that more lines or objects follow. One object alone is not, however many lines it has.
bool holds_many(std::string_view body);

}  // namespace tocsin::adapters::http
