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

  // Returns the maximum size of the body of such a request. Called before any of it is read, on the
  // server's threads. Without it, limits.body_bytes applies to all requests.
  std::function<std::size_t(std::string_view method, std::string_view path)> body_limit;

  // Called after a client has been refused because of limits.connections, always on the same
  // thread.
  std::function<void()> on_refused = {};
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

  // Listens and starts the threads. Call it once. Fails with invalid or unavailable, with the
  // address.
  Result<Done> start();

  // Returns the listening port; 0 before a successful start().
  std::uint16_t port() const;

  // Return the open connections, and the number of refused ones. Thread-safe after a successful
  // start().
  std::size_t connections() const;
  std::size_t refused() const;

  // Stops accepting, closes idle connections, and waits until all requests that have begun are
  // answered. Returns false if some are not after `timeout`; stop() then cuts them off.
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
