#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tocsin::adapters::json {

// A violation in a JSON document, described for its sender.
struct Violation {
  std::string pointer;  // RFC 6901; empty for the document itself
  std::string message;  // the expectation, to be read after the name of the field

  bool operator==(const Violation&) const = default;
};

// Returns one step of a JSON pointer, with its slash, escaped according to RFC 6901.
std::string pointer_step(std::string_view key);
std::string pointer_step(std::size_t index);

}  // namespace tocsin::adapters::json
