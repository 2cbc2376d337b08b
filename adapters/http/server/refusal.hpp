#pragma once

#include <string_view>

namespace tocsin::adapters::http {

// The reason to reject a request before the handler: the response status, and a detail for people.
struct Refusal {
  int status;
  std::string_view detail;

  bool operator==(const Refusal&) const = default;
};

}  // namespace tocsin::adapters::http
