#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/server/asio.hpp"
#include "adapters/http/server/exchange.hpp"
#include "adapters/http/server/head.hpp"
#include "adapters/http/server/receive_buffer.hpp"
#include "adapters/http/server/response_text.hpp"

namespace tocsin::adapters::http {

class ServingThread;

// One client's connection. Lives in its coroutine, on its serving thread.
class Connection {
 public:
  Connection(Socket socket, ServingThread& thread);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  // Answers one request after the other until either side closes.
  Task<void> serve();

  void interrupt_if_late(SteadyClock::time_point now);
  void interrupt_if_idle();
  void abort();  // ends serve() soon, in any phase

 private:
  enum class Phase { idle, head, body, handling, writing, lingering };

  void enter(Phase phase, std::chrono::milliseconds time);
  void interrupt();

  Task<bool> serve_request();  // whether another one may follow
  Task<std::optional<Head>> receive_head(std::string& text);
  std::optional<Refusal> check(const Head& head, Exchange& exchange);
  Task<bool> receive_body(const Head& head, Exchange& exchange);
  Task<bool> receive_counted(std::size_t length, std::string& body);
  Task<bool> receive_chunked(std::string& body);
  Task<bool> await_answer(Exchange& exchange);

  Task<bool> receive_some();
  Task<bool> send(std::string_view text);
  Task<void> refuse(Refusal refusal);
  Task<void> refuse_when_late();
  Task<void> linger();

  ServingThread& thread_;
  const Limits& limits_;
  Socket socket_;
  Timer answered_;  // never expires; cancelled by the answer
  std::string remote_;
  ReceiveBuffer buffer_;
  std::string outgoing_;
  Framing framing_;  // of the request at hand
  std::size_t max_body_bytes_ = 0;
  std::size_t max_dropped_bytes_ = 0;  // after a refusal
  std::size_t served_ = 0;
  Phase phase_ = Phase::idle;
  SteadyClock::time_point deadline_;
  bool interrupted_ = false;
};

}  // namespace tocsin::adapters::http
