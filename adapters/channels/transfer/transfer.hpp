#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "domain/kernel/time.hpp"

namespace tocsin::adapters::channels {

struct Credentials {
  std::string user;
  std::string password;
};

// The sender and recipients of a mail (RFC 5321). The mail is sent if at least one recipient is
// accepted.
struct Envelope {
  std::string from;
  std::vector<std::string> to;
  bool needs_starttls = false;
};

// One HTTP POST, or one mail if it has an envelope.
struct Transfer {
  std::string url;                   // http(s), or smtp(s) for a mail
  std::vector<std::string> headers;  // "Name: value", only for HTTP
  std::string body;
  std::optional<Credentials> credentials;
  std::optional<Envelope> envelope;
};

// The result of a transfer. All but the body may be displayed: the server may repeat secrets there.
struct TransferResult {
  enum class End {
    answered,    // the server accepted or rejected: see code
    unanswered,  // unreachable, or no response in time: see error
    unclear,     // a mail server has the whole mail, but its reply is missing: see error
    unsendable   // invalid URL or one that is not allowed, or no common login, so never retry: see
                 // error
  };
  static constexpr std::size_t max_body_bytes = 524'288;  // Slack repeats the message, escaped

  End end = End::answered;
  long code = 0;                                // HTTP status or SMTP reply
  std::string error;                            // for display
  std::optional<domain::Duration> retry_after;  // RFC 9110, 10.2.3
  std::string body;  // of HTTP, or the text of the last SMTP rejection; cut to a limit
};

}  // namespace tocsin::adapters::channels
