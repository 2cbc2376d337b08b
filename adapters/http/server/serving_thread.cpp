#include "adapters/http/server/serving_thread.hpp"

#include <utility>

#include "adapters/http/server/connection.hpp"

namespace tocsin::adapters::http {
namespace {

Task<void> serve_connection(Socket socket, ServingThread& thread) {
  Connection connection{std::move(socket), thread};
  co_await connection.serve();
}

}  // namespace

ServingThread::ServingThread(const ServerSettings& settings,
                             const Handler& handler,
                             ConnectionCount& count)
    : settings_{settings}, handler_{handler}, count_{count} {
  mailbox_ = std::make_shared<Mailbox>(
      [this] { asio::post(context_, [mailbox = mailbox_] { mailbox->deliver(); }); });
}

void ServingThread::start() {
  asio::co_spawn(context_, sweep(), ended);
  thread_ = std::thread{[this] { context_.run(); }};
}

void ServingThread::join() {
  thread_.join();
  mailbox_->close();
}

void ServingThread::serve(Socket socket) {
  asio::co_spawn(context_, serve_connection(std::move(socket), *this), ended);
}

void ServingThread::drain() {
  asio::post(context_, [this] {
    draining_ = true;
    for (auto* connection : connections_) {
      connection->interrupt_if_idle();
    }
  });
}

void ServingThread::stop() {
  asio::post(context_, [this] {
    stopping_ = true;
    sweep_timer_.cancel();
    for (auto* connection : connections_) {
      connection->abort();
    }
  });
}

void ServingThread::leave(Connection& connection) {
  connections_.erase(&connection);
  count_.remove();
}

// One timer for all connections: most deadlines are never reached, and being late by a sweep is no
// harm.
Task<void> ServingThread::sweep() {
  while (!stopping_) {
    ErrorCode cancelled;
    sweep_timer_.expires_after(settings_.limits.sweep_every);
    co_await sweep_timer_.async_wait(into(cancelled));
    const auto now = SteadyClock::now();
    for (auto* connection : connections_) {
      connection->interrupt_if_late(now);
    }
  }
}

}  // namespace tocsin::adapters::http
