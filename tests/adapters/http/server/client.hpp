#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace tocsin::adapters::http {

// What came back for one request: the status, 0 when nothing came.
struct Answer {
  int status = 0;
  std::string head;
  std::string body;

  bool says(std::string_view line) const {
    return head.find("\r\n" + std::string{line} + "\r\n") != std::string::npos;
  }
};

// A client that sends exactly the bytes it is given. Waits a few seconds at most, so a server that
// hangs fails its test.
class Client {
 public:
  explicit Client(std::uint16_t port);
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  bool connected() const { return connected_; }
  void send(std::string_view bytes) const;
  bool try_send(std::string_view bytes) const;  // false: the server no longer takes any
  void finish() const;                          // nothing more will be sent
  void receive_slowly() const;                  // takes only a little at a time, from now on

  bool hears_within(std::chrono::milliseconds time) const;

  Answer receive();               // the next answer, framed by its Content-Length
  Answer receive_without_body();  // as to HEAD
  std::string receive_rest();     // all until the server closes
  bool closed();                  // waits for the server to close; nothing more may come

 private:
  bool receive_more();
  Answer receive_head();

  int socket_;
  bool connected_;
  std::string received_;
};

}  // namespace tocsin::adapters::http
