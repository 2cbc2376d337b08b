#include "adapters/channels/transfer/sockets.hpp"

#include <sys/socket.h>
#include <unistd.h>

namespace tocsin::adapters::channels {

CURLcode Sockets::watch(CURL* handle) {
  for (const CURLcode code :
       {curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, &Sockets::open),
        curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, this),
        curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, &Sockets::close),
        curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, this)}) {
    if (code != CURLE_OK) return code;
  }
  return CURLE_OK;
}

void Sockets::shut_down() {
  for (const curl_socket_t socket : open_)
    ::shutdown(socket, SHUT_RDWR);
}

curl_socket_t Sockets::open(void* sockets, curlsocktype /*purpose*/, curl_sockaddr* address) {
  const int socket = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (socket == -1) return CURL_SOCKET_BAD;
  static_cast<Sockets*>(sockets)->open_.insert(socket);
  return socket;
}

int Sockets::close(void* sockets, curl_socket_t socket) {
  static_cast<Sockets*>(sockets)->open_.erase(socket);
  return ::close(socket);
}

}  // namespace tocsin::adapters::channels
