#pragma once

#include <functional>
#include <optional>
#include <string>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::load {

// What came back of a request.
struct Answer {
  long status = 0;  // of HTTP; 0: nothing came back
  std::string body;
  std::optional<domain::Duration> retry_after;
  std::string error;  // why nothing came back
};

// JSON, or a JSON object a line, for a path of the API.
struct Message {
  std::string path;
  std::string content_type;
  std::string body;
};

// Sends it and waits for the answer.
using Post = std::function<Answer(const Message& message)>;

// Waits; false when there is to be no more waiting, for the run is to end.
using Wait = std::function<bool(domain::Duration)>;

}  // namespace tocsin::adapters::load
