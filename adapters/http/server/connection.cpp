#include "adapters/http/server/connection.hpp"

#include <algorithm>
#include <memory>
#include <utility>
#include <variant>

#include "adapters/http/server/chunked_body.hpp"
#include "adapters/http/server/head_scanner.hpp"
#include "adapters/http/server/problem.hpp"
#include "adapters/http/server/request_target.hpp"
#include "adapters/http/server/serving_thread.hpp"
#include "adapters/http/server/syntax.hpp"

namespace tocsin::adapters::http {

namespace {

// What is dropped after a refusal: as much as a body of the largest kind that was announced.
constexpr std::size_t usually_dropped_bytes = 1024 * kibibyte;
constexpr std::uint64_t most_dropped_bytes = 32'768 * kibibyte;

}  // namespace

Connection::Connection(Socket socket, ServingThread& thread)
    : thread_{thread},
      limits_{thread.settings().limits},
      socket_{std::move(socket)},
      answered_{thread.context(), SteadyClock::time_point::max()} {
  thread_.enter(*this);
  ErrorCode ignored;
  socket_.set_option(asio::ip::tcp::no_delay{true}, ignored);
  const auto endpoint = socket_.remote_endpoint(ignored);
  remote_ = endpoint.address().to_string();
}

Connection::~Connection() { thread_.leave(*this); }

Task<void> Connection::serve() {
  auto goes_on = !thread_.stopping();
  while (goes_on) {
    goes_on = co_await serve_request();
    ++served_;
  }
}

void Connection::enter(Phase phase, std::chrono::milliseconds time) {
  phase_ = phase;
  deadline_ = SteadyClock::now() + time;
}

void Connection::interrupt() {
  interrupted_ = true;
  ErrorCode ignored;
  socket_.cancel(ignored);
}

void Connection::interrupt_if_late(SteadyClock::time_point now) {
  if (phase_ != Phase::handling && now >= deadline_) interrupt();
}

void Connection::interrupt_if_idle() {
  if (phase_ == Phase::idle) interrupt();
}

void Connection::abort() {
  ErrorCode ignored;
  socket_.close(ignored);
  answered_.cancel();
}

Task<bool> Connection::serve_request() {
  const auto exchange = std::make_shared<Exchange>(thread_.mailbox());
  const auto head = co_await receive_head(exchange->head);
  if (!head) co_return false;
  if (const auto refusal = check(*head, *exchange)) {
    co_await refuse(*refusal);
    co_return false;
  }
  const auto whole = co_await receive_body(*head, *exchange);
  if (!whole) co_return false;
  exchange->body.append(body_padding, '\0');
  exchange->request.body = exchange->body;
  exchange->request.body.remove_suffix(body_padding);

  thread_.handler()(exchange->request, reply_to(exchange));
  const auto answered = co_await await_answer(*exchange);
  if (!answered) co_return false;

  const auto last = served_ + 1 == limits_.requests_per_connection;
  framing_.keeps_alive = head->keeps_alive() && !last && !thread_.draining();
  outgoing_.clear();
  append_text(exchange->take_response(), framing_, outgoing_);
  const auto sent = co_await send(outgoing_);
  if (!sent) co_return false;
  if (!framing_.keeps_alive) co_await linger();
  co_return framing_.keeps_alive;
}

Task<std::optional<Head>> Connection::receive_head(std::string& text) {
  framing_ = {.keeps_alive = false};
  max_dropped_bytes_ = usually_dropped_bytes;
  // A client that connects is expected to speak; one that has been served may rest.
  enter(Phase::idle, served_ == 0 ? limits_.head_time : limits_.idle_time);
  HeadScanner scanner{limits_};
  while (true) {
    const auto verdict = scanner.scan(buffer_.received());
    if (const auto* refusal = std::get_if<Refusal>(&verdict)) {
      co_await refuse(*refusal);
      co_return std::nullopt;
    }
    if (const auto* whole = std::get_if<HeadScanner::Complete>(&verdict)) {
      text = buffer_.received().substr(whole->begin, whole->end - whole->begin);
      buffer_.use(whole->end);
      break;
    }
    const auto begun = !buffer_.received().empty();
    if (begun && phase_ == Phase::idle) enter(Phase::head, limits_.head_time);
    if (!begun && thread_.draining()) co_return std::nullopt;
    const auto more = co_await receive_some();
    if (!more) {
      co_await refuse_when_late();
      co_return std::nullopt;
    }
  }

  auto parsed = parse_head(text, limits_);
  if (const auto* refusal = std::get_if<Refusal>(&parsed)) {
    co_await refuse(*refusal);
    co_return std::nullopt;
  }
  co_return std::get<Head>(std::move(parsed));
}

std::optional<Refusal> Connection::check(const Head& head, Exchange& exchange) {
  framing_.version_1_1 = head.version_1_1;
  framing_.without_body = head.method == "HEAD";

  auto& request = exchange.request;
  request.method = head.method;
  request.headers = head.fields;
  request.remote = remote_;
  if (auto refusal = read_target(head, request)) return refusal;

  const auto& body_limit = thread_.settings().body_limit;
  max_body_bytes_ = body_limit ? body_limit(request.method, request.path) : limits_.body_bytes;
  if (head.content_length > max_body_bytes_) {
    max_dropped_bytes_ = std::min(*head.content_length, most_dropped_bytes);
    return Refusal{413, "the body is too large"};
  }
  if (head.content_coded && head.has_body())
    return Refusal{415, "Content-Encoding is not supported; send the body uncompressed"};
  if (head.expectation && !same_name(*head.expectation, "100-continue")) {
    return Refusal{417, "Expect must be 100-continue"};
  }
  return std::nullopt;
}

Task<bool> Connection::receive_body(const Head& head, Exchange& exchange) {
  if (!head.has_body()) co_return true;
  if (head.expectation && head.version_1_1 && buffer_.received().empty()) {
    const auto told = co_await send("HTTP/1.1 100 Continue\r\n\r\n");
    if (!told) co_return false;
  }
  enter(Phase::body, limits_.body_time);
  auto whole = false;
  if (head.chunked) {
    whole = co_await receive_chunked(exchange.body);
  } else {
    whole = co_await receive_counted(*head.content_length, exchange.body);
  }
  if (!whole) co_await refuse_when_late();
  co_return whole;
}

Task<bool> Connection::receive_counted(std::size_t length, std::string& body) {
  // What is only announced does not get much memory yet.
  constexpr std::size_t max_reserved = 64 * kibibyte;
  body.reserve(std::min(length, max_reserved) + body_padding);
  while (true) {
    const auto data = buffer_.received().substr(0, length - body.size());
    body.append(data);
    buffer_.use(data.size());
    if (body.size() == length) co_return true;
    const auto more = co_await receive_some();
    if (!more) co_return false;
  }
}

Task<bool> Connection::receive_chunked(std::string& body) {
  ChunkedBody chunks{max_body_bytes_, limits_.chunk_overhead_bytes};
  while (true) {
    buffer_.use(chunks.take(buffer_.received(), body));
    if (chunks.done()) co_return true;
    if (chunks.refusal()) {
      co_await refuse(*chunks.refusal());
      co_return false;
    }
    const auto more = co_await receive_some();
    if (!more) co_return false;
  }
}

Task<bool> Connection::await_answer(Exchange& exchange) {
  phase_ = Phase::handling;
  if (exchange.answered_or([this] { answered_.cancel(); })) co_return true;
  ErrorCode cancelled;
  co_await answered_.async_wait(into(cancelled));
  if (socket_.is_open()) co_return true;
  exchange.abandon();
  co_return false;
}

Task<bool> Connection::receive_some() {
  ErrorCode error;
  const auto room = buffer_.room();
  const auto bytes =
      co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), into(error));
  if (error) co_return false;
  buffer_.add(bytes);
  // A request that comes in just as its connection is given up for idle is served.
  if (phase_ == Phase::idle) interrupted_ = false;
  co_return !interrupted_;
}

Task<bool> Connection::send(std::string_view text) {
  enter(Phase::writing, limits_.write_time);
  while (!text.empty()) {
    ErrorCode error;
    const auto bytes =
        co_await socket_.async_write_some(asio::buffer(text.data(), text.size()), into(error));
    if (error || interrupted_) co_return false;
    text.remove_prefix(bytes);
  }
  co_return true;
}

Task<void> Connection::refuse(Refusal refusal) {
  interrupted_ = false;
  framing_.keeps_alive = false;
  outgoing_.clear();
  append_text(problem(refusal.status, refusal.detail), framing_, outgoing_);
  const auto sent = co_await send(outgoing_);
  if (sent) co_await linger();
}

Task<void> Connection::refuse_when_late() {
  const auto late = interrupted_ && (phase_ == Phase::head || phase_ == Phase::body);
  if (late) co_await refuse({408, "the request took too long to arrive"});
}

// Closing while the client still sends would reset the connection, and the client might never read
// its answer (RFC 9112, 9.6): so what it sends is dropped for a moment. A proxy that has a large
// body to send reports a broken connection otherwise, and not the answer.
Task<void> Connection::linger() {
  ErrorCode ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  enter(Phase::lingering, limits_.linger_time);
  std::size_t dropped = 0;
  while (dropped < max_dropped_bytes_) {
    dropped += buffer_.received().size();
    buffer_.use(buffer_.received().size());
    const auto more = co_await receive_some();
    if (!more) co_return;
  }
}

}  // namespace tocsin::adapters::http
