#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace tocsin::test {

// A web server on loopback that keeps what it is sent and answers as it was told: what tests of
// outgoing HTTP talk to. A thread a connection; all methods from any thread.
class HttpSink {
 public:
  struct Request {
    std::string method;
    std::string target;
    std::map<std::string, std::string> headers;  // names in lower case
    std::string body;

    std::string header(const std::string& name) const;  // empty when there is none
  };

  enum class Manner {
    plain,
    hang,    // answer only after release()
    drip,    // a byte of the body every 20 ms
    broken,  // the headers have the body's length instead, and the connection closes after it
    reset,   // no answer: the connection is torn down
    alien,   // the body alone, which is no HTTP
  };

  struct Answer {
    int status = 200;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    Manner manner = Manner::plain;
  };

  HttpSink();
  ~HttpSink();
  HttpSink(const HttpSink&) = delete;
  HttpSink& operator=(const HttpSink&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url(const std::string& path = "/") const;

  // The answer to the next request that has none yet; without one it is an empty 200.
  void answer_next(Answer answer);

  // Lets everything go on that hangs, now and later.
  void release();

  // Waits for so many requests to have come in, 10 s at most.
  bool await_requests(std::size_t count);

  std::vector<Request> requests() const;
  std::size_t connection_count() const;

 private:
  void accept_connections();
  void serve(int socket);
  bool answer(int socket, const Answer& answer);
  bool drip(int socket, const std::string& body);
  Answer take_in(Request request);

  int listener_ = -1;
  std::uint16_t port_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool released_ = false;
  bool stopping_ = false;
  std::deque<Answer> answers_;
  std::vector<Request> requests_;
  std::size_t connection_count_ = 0;
  std::set<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

}  // namespace tocsin::test
