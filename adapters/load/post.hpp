#pragma once

#include <functional>
#include <optional>
#include <string>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::load {

// The response to a request.
struct Answer {
  long status = 0;  // HTTP status; 0: no response
  std::string body;
  std::optional<domain::Duration> retry_after;
  std::string error;  // reason of no response
};

// A JSON body, or one JSON object per line, for a path of the API.
struct Message {
  std::string path;
  std::string content_type;
  std::string body;
};

// Sends a message and waits for the response.
using Post = std::function<Answer(const Message& message)>;

// Waits. Returns false if the run must end.
using Wait = std::function<bool(domain::Duration)>;

}  // namespace tocsin::adapters::load
