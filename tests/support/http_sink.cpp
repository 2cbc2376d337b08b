#include "tests/support/http_sink.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <optional>
#include <sstream>
#include <stdexcept>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tocsin::test {
namespace {

using namespace std::chrono_literals;

bool send_all(int socket, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto count = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

// Reads on until the buffer satisfies; false at the end of the connection.
template <typename Enough>
bool read_until(int socket, std::string& buffer, Enough enough) {
  char chunk[16 * 1024];
  while (!enough()) {
    const auto count = ::recv(socket, chunk, sizeof chunk, 0);
    if (count <= 0) return false;
    buffer.append(chunk, static_cast<std::size_t>(count));
  }
  return true;
}

HttpSink::Request parsed(const std::string& head) {
  HttpSink::Request request;
  std::istringstream lines{head};
  lines >> request.method >> request.target;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    if (line.ends_with('\r')) line.pop_back();
    const auto colon = line.find(':');
    if (colon == std::string::npos) continue;
    std::string name = line.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) {
      return static_cast<char>(std::tolower(c));
    });
    const auto value = line.find_first_not_of(' ', colon + 1);
    request.headers[name] = value == std::string::npos ? "" : line.substr(value);
  }
  return request;
}

std::optional<HttpSink::Request> read_request(int socket, std::string& buffer) {
  const auto head_end = [&buffer] { return buffer.find("\r\n\r\n"); };
  if (!read_until(socket, buffer, [&] { return head_end() != std::string::npos; })) return {};
  const auto body_begin = head_end() + 4;
  auto request = parsed(buffer.substr(0, body_begin));

  const auto length = request.header("content-length");
  const auto body_bytes = length.empty() ? 0 : std::stoul(length);
  const auto end = body_begin + body_bytes;
  if (!read_until(socket, buffer, [&] { return buffer.size() >= end; })) return {};
  request.body = buffer.substr(body_begin, body_bytes);
  buffer.erase(0, end);
  return request;
}

// Closing with what was not read yet sends RST rather than FIN; so does this, for sure.
void reset_on_close(int socket) {
  const linger abort{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &abort, sizeof abort);
}

}  // namespace

std::string HttpSink::Request::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

HttpSink::HttpSink() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, SOMAXCONN) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error{"the HTTP sink cannot listen"};
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread{[this] { accept_connections(); }};
}

HttpSink::~HttpSink() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
    for (const int socket : sockets_)
      ::shutdown(socket, SHUT_RDWR);
  }
  changed_.notify_all();
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  for (auto& thread : threads_)
    thread.join();
  ::close(listener_);
}

std::string HttpSink::url(const std::string& path) const {
  return "http://127.0.0.1:" + std::to_string(port_) + path;
}

void HttpSink::answer_next(Answer answer) {
  const std::lock_guard lock{mutex_};
  answers_.push_back(std::move(answer));
}

void HttpSink::release() {
  {
    const std::lock_guard lock{mutex_};
    released_ = true;
  }
  changed_.notify_all();
}

bool HttpSink::await_requests(std::size_t count) {
  std::unique_lock lock{mutex_};
  return changed_.wait_for(lock, 10s, [&] { return requests_.size() >= count; });
}

std::vector<HttpSink::Request> HttpSink::requests() const {
  const std::lock_guard lock{mutex_};
  return requests_;
}

std::size_t HttpSink::connection_count() const {
  const std::lock_guard lock{mutex_};
  return connection_count_;
}

void HttpSink::accept_connections() {
  while (true) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket == -1) return;
    const std::lock_guard lock{mutex_};
    if (stopping_) {
      ::close(socket);
      return;
    }
    ++connection_count_;
    sockets_.insert(socket);
    threads_.emplace_back([this, socket] { serve(socket); });
  }
}

void HttpSink::serve(int socket) {
  std::string buffer;
  while (auto request = read_request(socket, buffer)) {
    if (!answer(socket, take_in(*std::move(request)))) break;
  }
  const std::lock_guard lock{mutex_};
  sockets_.erase(socket);
  ::close(socket);
}

HttpSink::Answer HttpSink::take_in(Request request) {
  Answer answer;
  {
    const std::lock_guard lock{mutex_};
    requests_.push_back(std::move(request));
    if (!answers_.empty()) {
      answer = std::move(answers_.front());
      answers_.pop_front();
    }
  }
  changed_.notify_all();
  return answer;
}

bool HttpSink::answer(int socket, const Answer& answer) {
  if (answer.manner == Manner::reset) {
    reset_on_close(socket);
    return false;
  }
  if (answer.manner == Manner::alien) {
    send_all(socket, answer.body);
    return false;
  }
  if (answer.manner == Manner::hang) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return released_ || stopping_; });
  }
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " As-Told\r\n";
  for (const auto& [name, value] : answer.headers)
    head += name + ": " + value + "\r\n";
  if (answer.manner == Manner::broken) {
    send_all(socket, head + "\r\n" + answer.body);
    return false;
  }
  head += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n\r\n";
  if (answer.manner == Manner::drip) return send_all(socket, head) && drip(socket, answer.body);
  return send_all(socket, head + answer.body);
}

bool HttpSink::drip(int socket, const std::string& body) {
  for (const char byte : body) {
    std::unique_lock lock{mutex_};
    if (changed_.wait_for(lock, 20ms, [this] { return stopping_; })) return false;
    lock.unlock();
    if (!send_all(socket, {byte})) return false;
  }
  return true;
}

}  // namespace tocsin::test
