#pragma once

#include <unordered_set>

#include <curl/curl.h>

namespace tocsin::adapters::channels {

// The open sockets of libcurl, so that waiting transfers can be aborted. For one thread.
class Sockets {
 public:
  // Tracks the handle's connections for as long as they live.
  CURLcode watch(CURL* handle);

  // Shuts down every connection; libcurl still closes the sockets.
  void shut_down();

 private:
  static curl_socket_t open(void* sockets, curlsocktype purpose, curl_sockaddr* address);
  static int close(void* sockets, curl_socket_t socket);

  std::unordered_set<curl_socket_t> open_;
};

}  // namespace tocsin::adapters::channels
