#include "adapters/http/server/server.hpp"

#include <algorithm>
#include <future>
#include <utility>
#include <vector>

#include "adapters/http/server/asio.hpp"
#include "adapters/http/server/connection_count.hpp"
#include "adapters/http/server/problem.hpp"
#include "adapters/http/server/response_text.hpp"
#include "adapters/http/server/serving_thread.hpp"

namespace tocsin::adapters::http {
namespace {

using Endpoint = asio::ip::tcp::endpoint;

ErrorCode listen(ListeningSocket& acceptor, const Endpoint& endpoint) {
  ErrorCode error;
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(ListeningSocket::reuse_address{true}, error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(ListeningSocket::max_listen_connections, error);
  return error;
}

// Tells a client that there is no room, as far as that goes without waiting for it.
void turn_away(Socket& socket) {
  std::string text;
  append_text(problem(503, "too many connections; retry later"), {.keeps_alive = false}, text);
  ErrorCode ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(text), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
}

std::vector<std::unique_ptr<ServingThread>> make_threads(const ServerSettings& settings,
                                                         const Handler& handler,
                                                         ConnectionCount& count) {
  std::vector<std::unique_ptr<ServingThread>> threads;
  for (std::size_t i = 0; i < std::max<std::size_t>(settings.threads, 1); ++i) {
    threads.push_back(std::make_unique<ServingThread>(settings, handler, count));
  }
  return threads;
}

}  // namespace

// The server while it runs: its threads, and one acceptor on the first of them that deals the
// connections out in turn. SO_REUSEPORT would deal them by hash, unevenly when they are few.
class Server::Acceptor {
 public:
  Acceptor(const ServerSettings& settings, const Handler& handler)
      : count_{settings.limits.connections},
        on_refused_{settings.on_refused},
        threads_{make_threads(settings, handler, count_)} {}

  ErrorCode start(const Endpoint& endpoint) {
    if (const auto error = listen(socket_, endpoint)) return error;
    port_ = socket_.local_endpoint().port();
    asio::co_spawn(socket_.get_executor(), accept(), ended);
    for (const auto& thread : threads_) {
      thread->start();
    }
    return {};
  }

  std::uint16_t port() const { return port_; }
  const ConnectionCount& count() const { return count_; }

  bool drain(std::chrono::milliseconds timeout) {
    close_acceptor().wait();  // first: who is told to go must not get in again
    for (const auto& thread : threads_) {
      thread->drain();
    }
    return count_.wait_for_none(timeout);
  }

  void stop() {
    close_acceptor();
    for (const auto& thread : threads_) {
      thread->stop();
    }
    for (const auto& thread : threads_) {
      thread->join();
    }
  }

 private:
  std::future<void> close_acceptor() {
    return asio::post(socket_.get_executor(), asio::use_future([this] {
                        ErrorCode ignored;
                        socket_.close(ignored);
                        pause_.cancel();
                      }));
  }

  Task<void> accept() {
    // When the process has no descriptor left, trying again at once would only burn the processor.
    constexpr std::chrono::milliseconds pause_after_error{100};
    for (std::size_t turn = 0; socket_.is_open(); turn = (turn + 1) % threads_.size()) {
      auto& thread = *threads_[turn];
      ErrorCode error;
      auto socket = co_await socket_.async_accept(thread.context(), into(error));
      if (error) {
        pause_.expires_after(pause_after_error);
        if (socket_.is_open()) co_await pause_.async_wait(into(error));
      } else if (count_.add()) {
        thread.serve(std::move(socket));
      } else {
        turn_away(socket);
        if (on_refused_) on_refused_();
      }
    }
  }

  ConnectionCount count_;
  std::function<void()> on_refused_;
  std::vector<std::unique_ptr<ServingThread>> threads_;
  ListeningSocket socket_{threads_.front()->context()};
  Timer pause_{threads_.front()->context()};
  std::uint16_t port_ = 0;
};

Server::Server(ServerSettings settings, Handler handler)
    : settings_{std::move(settings)}, handler_{std::move(handler)} {}

Server::~Server() { stop(); }

Result<Done> Server::start() {
  ErrorCode error;
  const auto address = asio::ip::make_address(settings_.address, error);
  if (error)
    return fail(ErrorKind::invalid, '"' + settings_.address + "\" is not a valid IP address");

  const Endpoint endpoint{address, settings_.port};
  auto acceptor = std::make_unique<Acceptor>(settings_, handler_);
  error = acceptor->start(endpoint);
  if (error) {
    const auto shown = address.is_v6() ? "[" + settings_.address + "]" : settings_.address;
    return fail(ErrorKind::unavailable,
                "cannot listen on " + shown + ":" + std::to_string(settings_.port) + ": " +
                    error.message());
  }
  acceptor_ = std::move(acceptor);
  return Done{};
}

std::size_t Server::connections() const { return acceptor_->count().count(); }
std::size_t Server::refused() const { return acceptor_->count().refused(); }

std::uint16_t Server::port() const { return acceptor_ ? acceptor_->port() : std::uint16_t{0}; }

bool Server::drain(std::chrono::milliseconds timeout) {
  return !acceptor_ || acceptor_->drain(timeout);
}

void Server::stop() {
  if (!acceptor_) return;
  acceptor_->stop();
  acceptor_.reset();
}

}  // namespace tocsin::adapters::http
