#pragma once

#include <string_view>

namespace tocsin::adapters::http {

// Why a request is not passed to the handler: the status the client gets, and words for people.
struct Refusal {
  int status;
  std::string_view detail;

  bool operator==(const Refusal&) const = default;
};

}  // namespace tocsin::adapters::http
