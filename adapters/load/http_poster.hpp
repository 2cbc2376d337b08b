#pragma once

#include <memory>
#include <string>

#include "adapters/load/post.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::load {

// Where the API is, and who we are there.
struct Target {
  std::string url;    // "http://127.0.0.1:8080", with or without a slash at its end
  std::string token;  // empty: none
  domain::Duration deadline = std::chrono::seconds{30};  // of a request
};

// One connection, kept for the next request. For one thread at a time.
class HttpPoster {
 public:
  explicit HttpPoster(Target target);
  HttpPoster(const HttpPoster&) = delete;
  HttpPoster& operator=(const HttpPoster&) = delete;
  ~HttpPoster();

  Answer post(const Message& message);

 private:
  class Handle;
  const Target target_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace tocsin::adapters::load
