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

// Who sends a mail, and to whom (RFC 5321). It has gone out when one recipient or more is accepted.
struct Envelope {
  std::string from;
  std::vector<std::string> to;
  bool needs_starttls = false;
};

// One HTTP POST; one mail when it has an envelope.
struct Transfer {
  std::string url;                   // http(s), of a mail smtp(s)
  std::vector<std::string> headers;  // "Name: value", of HTTP
  std::string body;
  std::optional<Credentials> credentials;
  std::optional<Envelope> envelope;
};

// What came of a transfer. Nothing here repeats what was sent, so all of it may be shown.
struct TransferResult {
  enum class End {
    answered,    // the other side said yes or no: see code
    unanswered,  // it could not be reached, or not in time: see error
    unsendable   // no try will ever succeed, the URL is none or not of an allowed kind: see error
  };
  static constexpr std::size_t max_body_bytes = 65'536;

  End end = End::answered;
  long code = 0;                                // HTTP status or SMTP reply
  std::string error;                            // for people
  std::optional<domain::Duration> retry_after;  // RFC 9110, 10.2.3
  std::string body;                             // as much as we care to read
};

}  // namespace tocsin::adapters::channels
