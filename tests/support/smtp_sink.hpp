#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <sys/types.h>

namespace tocsin::test {

// A real mail server (aiosmtpd, another process) on loopback, and what it was sent.
class SmtpSink {
 public:
  struct Mail {
    int connection = 0;    // the first, the second …
    std::string greeting;  // the name in EHLO
    std::string from;
    std::vector<std::string> to;
    bool encrypted = false;
    bool authenticated = false;
    std::map<std::string, std::string> headers;  // decoded
    std::string text;
    std::string html;
  };

  // The options of smtp_sink.py.
  explicit SmtpSink(const std::vector<std::string>& options = {});
  ~SmtpSink();
  SmtpSink(const SmtpSink&) = delete;
  SmtpSink& operator=(const SmtpSink&) = delete;

  std::uint16_t port() const { return port_; }

  // Waits for it, 10 s at most; throws when there is none.
  Mail next_mail();

 private:
  std::string next_line();

  pid_t process_ = -1;
  int input_ = -1;   // the server's standard input: it ends with it
  int output_ = -1;  // and what it tells
  std::string unread_;
  std::uint16_t port_ = 0;
};

}  // namespace tocsin::test
