#pragma once

#include <unordered_set>

#include <curl/curl.h>

namespace tocsin::adapters::channels {

// The sockets libcurl has open, so that we can break off what it would wait for. Of one thread.
class Sockets {
 public:
  // Makes the handle's connections known here, for as long as they live.
  CURLcode watch(CURL* handle);

  // Ends every conversation; libcurl still closes the sockets.
  void shut_down();

 private:
  static curl_socket_t open(void* sockets, curlsocktype purpose, curl_sockaddr* address);
  static int close(void* sockets, curl_socket_t socket);

  std::unordered_set<curl_socket_t> open_;
};

}  // namespace tocsin::adapters::channels
