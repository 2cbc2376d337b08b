#pragma once

#include <memory>
#include <thread>
#include <unordered_set>

#include "adapters/http/server/asio.hpp"
#include "adapters/http/server/connection_count.hpp"
#include "adapters/http/server/exchange.hpp"
#include "adapters/http/server/server.hpp"

namespace tocsin::adapters::http {

class Connection;

// One thread, its event loop, and the connections that it alone serves. Members run on that thread
// unless noted otherwise, so connections need no locks.
class ServingThread {
 public:
  ServingThread(const ServerSettings& settings, const Handler& handler, ConnectionCount& count);

  void start();               // the owner
  void join();                // the owner, after stop()
  void serve(Socket socket);  // any thread; the connection has been counted
  void drain();               // any thread
  void stop();                // any thread

  asio::io_context& context() { return context_; }
  const ServerSettings& settings() const { return settings_; }
  const Handler& handler() const { return handler_; }
  const std::shared_ptr<Mailbox>& mailbox() const { return mailbox_; }
  bool draining() const { return draining_; }
  bool stopping() const { return stopping_; }

  void enter(Connection& connection) { connections_.insert(&connection); }
  void leave(Connection& connection);

 private:
  Task<void> sweep();

  const ServerSettings& settings_;
  const Handler& handler_;
  ConnectionCount& count_;
  bool draining_ = false;
  bool stopping_ = false;
  std::unordered_set<Connection*> connections_;
  asio::io_context context_{1};
  Timer sweep_timer_{context_};
  std::shared_ptr<Mailbox> mailbox_;  // shared with Replies, which may outlive the server
  std::thread thread_;
};

}  // namespace tocsin::adapters::http
