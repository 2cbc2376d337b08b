#pragma once

#include <cstddef>
#include <string>

namespace tocsin::adapters::http {

// The reason to reject a request before the handler: the response status, and a detail for people.
struct Refusal {
  int status;
  std::string detail;

  bool operator==(const Refusal&) const = default;
};

inline std::string body_too_large(std::size_t max_bytes) {
  return "the body must not be larger than " + std::to_string(max_bytes) + " bytes";
}

inline std::string target_too_long(std::size_t max_bytes) {
  return "the request target must not be longer than " + std::to_string(max_bytes) + " bytes";
}

}  // namespace tocsin::adapters::http
