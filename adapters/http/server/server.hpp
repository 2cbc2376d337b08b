#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/http/server/limits.hpp"
#include "adapters/http/server/request.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::http {

struct ServerSettings {
  std::string address = "127.0.0.1";  // an IPv4 or IPv6 address, not a name
  std::uint16_t port = 0;             // 0: any that is free, see Server::port()
  std::size_t threads = 2;
  Limits limits;

  // How many bytes the body of such a request may have; asked before any of them is read, on the
  // server's threads. Without it limits.body_bytes holds for all.
  std::function<std::size_t(std::string_view method, std::string_view path)> body_limit;
};

// An HTTP/1.1 server (RFC 9110, RFC 9112) without TLS. Reads requests strictly and within limits,
// hands each to the handler, and writes the answers; requests on one connection go one by one.
// Not movable; start, drain and stop belong to one thread.
class Server {
 public:
  Server(ServerSettings settings, Handler handler);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();  // stops

  // Listens and starts the threads; once. invalid or unavailable, with the address, when it cannot.
  Result<Done> start();

  // The port that is listened on; 0 before a successful start().
  std::uint16_t port() const;

  // Accepts nothing more, closes idle connections, and waits until the requests that have begun are
  // answered. False when some are not after `timeout`; stop() then cuts them off.
  bool drain(std::chrono::milliseconds timeout);

  // Closes all connections and joins the threads. Replies that come later go nowhere.
  void stop();

 private:
  class Acceptor;

  ServerSettings settings_;
  Handler handler_;
  std::unique_ptr<Acceptor> acceptor_;  // from start() to stop()
};

}  // namespace tocsin::adapters::http
