#include "tests/adapters/http/server/client.hpp"

#include <cerrno>
#include <cstdlib>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tocsin::adapters::http {

Client::Client(std::uint16_t port) : socket_{::socket(AF_INET, SOCK_STREAM, 0)} {
  const timeval patience{10, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);

  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

Client::~Client() { ::close(socket_); }

void Client::send(std::string_view bytes) const { try_send(bytes); }

bool Client::try_send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void Client::finish() const { ::shutdown(socket_, SHUT_WR); }

void Client::receive_slowly() const {
  const int bytes = 4096;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

bool Client::hears_within(std::chrono::milliseconds time) const {
  pollfd wanted{socket_, POLLIN, 0};
  return ::poll(&wanted, 1, static_cast<int>(time.count())) > 0;
}

bool Client::receive_more() {
  char bytes[16 * 1024];
  const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
  if (count <= 0) return false;
  received_.append(bytes, static_cast<std::size_t>(count));
  return true;
}

Answer Client::receive_head() {
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive_more()) return {};
  }
  Answer answer;
  answer.head = received_.substr(0, end + 4);
  answer.status = std::atoi(answer.head.c_str() + answer.head.find(' '));
  received_.erase(0, end + 4);
  return answer;
}

Answer Client::receive() {
  auto answer = receive_head();
  constexpr std::string_view name = "Content-Length: ";
  const auto field = answer.head.find(name);
  if (field == std::string::npos) return answer;
  const auto length =
      static_cast<std::size_t>(std::atoll(answer.head.c_str() + field + name.size()));
  while (received_.size() < length && receive_more()) {
  }
  answer.body = received_.substr(0, length);
  received_.erase(0, length);
  return answer;
}

Answer Client::receive_without_body() { return receive_head(); }

std::string Client::receive_rest() {
  while (receive_more()) {
  }
  return std::exchange(received_, {});
}

bool Client::closed() {
  char byte = 0;
  errno = 0;
  return received_.empty() && ::recv(socket_, &byte, 1, 0) <= 0 && errno != EAGAIN;
}

}  // namespace tocsin::adapters::http
