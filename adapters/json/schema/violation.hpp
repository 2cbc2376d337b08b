#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tocsin::adapters::json {

// One thing that is wrong with a JSON document, in words for the person who sent it.
struct Violation {
  std::string pointer;  // RFC 6901; empty for the document itself
  std::string message;  // what was expected, to be read after the name of the field

  bool operator==(const Violation&) const = default;
};

// One step of a JSON pointer, slash included and escaped as RFC 6901 wants it.
std::string pointer_step(std::string_view key);
std::string pointer_step(std::size_t index);

}  // namespace tocsin::adapters::json
