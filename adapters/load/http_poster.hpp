#pragma once

#include <memory>
#include <string>

#include "adapters/load/post.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::adapters::load {

// The API's address, and the credentials for it.
struct Target {
  std::string url;    // "http://127.0.0.1:8080", with or without a trailing slash
  std::string token;  // empty: none
  domain::Duration deadline = std::chrono::seconds{30};  // per request
};

// Sends requests over one connection, which is kept. For one thread at a time.
class HttpPoster {
 public:
  explicit HttpPoster(Target target);
  HttpPoster(const HttpPoster&) = delete;
  HttpPoster& operator=(const HttpPoster&) = delete;
  ~HttpPoster();

  // Connects without a request. Fails with unavailable if the server cannot be reached.
  Result<Done> connect();

  Answer post(const Message& message);

 private:
  class Handle;
  void prepare(const std::string& url);

  const Target target_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace tocsin::adapters::load
