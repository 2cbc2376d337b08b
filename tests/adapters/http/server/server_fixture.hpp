#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "adapters/http/server/server.hpp"
#include "tests/adapters/http/server/client.hpp"

namespace tocsin::adapters::http {

// Requests that wait for a test to answer them.
class Waiting {
 public:
  void add(std::string path, Reply reply) {
    const std::lock_guard lock{mutex_};
    waiting_.emplace_back(std::move(path), std::move(reply));
    changed_.notify_all();
  }

  // Waits until `count` of them are there and takes them all.
  std::vector<std::pair<std::string, Reply>> take(std::size_t count) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this, count] { return waiting_.size() >= count; });
    return std::exchange(waiting_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::pair<std::string, Reply>> waiting_;
};

// A server on a free port that says what it was asked, or keeps what is asked of /later.
class ServerTest : public testing::Test {
 protected:
  void start() {
    const auto started = server.start();
    ASSERT_TRUE(started) << started.error().message;
  }

  void handle(const Request& request, Reply reply) {
    if (request.path.starts_with("/later")) return waiting.add(std::string{request.path}, reply);
    if (request.path == "/dropped") return;
    if (request.path == "/large")
      return reply({200, "text/plain", std::string(8'000'000, 'x'), {}});
    std::string echo{request.method};
    echo.append(" ").append(request.path).append(" ").append(request.query);
    reply({200, "text/plain", echo.append(" ").append(request.body), {}});
  }

  static std::string get(const std::string& path) {
    return "GET " + path + " HTTP/1.1\r\nHost: tocsin\r\n\r\n";
  }

  static std::string post(const std::string& path, const std::string& body) {
    return "POST " + path +
           " HTTP/1.1\r\nHost: tocsin\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
  }

  static std::string post_chunked(const std::string& chunks) {
    return "POST /e HTTP/1.1\r\nHost: tocsin\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
  }

  // The status of the answer to what is sent on a new connection.
  int status_of(std::string_view bytes) {
    Client client{server.port()};
    client.send(bytes);
    return client.receive().status;
  }

  explicit ServerTest(ServerSettings settings = {})
      : server{std::move(settings),
               [this](const Request& request, Reply reply) { handle(request, std::move(reply)); }} {
  }

  Waiting waiting;
  Server server;
};

}  // namespace tocsin::adapters::http
