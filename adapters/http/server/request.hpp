#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tocsin::adapters::http {

// One line of a head: its name as it was sent, its value without surrounding blanks.
struct HeaderField {
  std::string_view name;
  std::string_view value;

  bool operator==(const HeaderField&) const = default;
};

// A complete request. The views point into memory that the server keeps until the last copy of the
// request's Reply is gone.
struct Request {
  std::string_view method;           // as sent; methods are case-sensitive (RFC 9110, 9.1)
  std::string_view path;             // still percent-encoded
  std::string_view query;            // without the question mark; empty when there is none
  std::vector<HeaderField> headers;  // in the order they came
  std::string_view body;             // the server keeps body_padding more readable bytes behind it
  std::string remote;                // the address of the other side, without its port

  // The first field of this name in any case; nothing when there is none.
  std::optional<std::string_view> header(std::string_view name) const;
};

// A body can be given to a parser that reads in steps as wide as a register.
inline constexpr std::size_t body_padding = 64;

struct Response {
  int status = 200;
  std::string content_type;  // empty: the header is left out
  std::string body;
  // Further fields; Content-Length, Content-Type and Connection are the server's own.
  std::vector<std::pair<std::string, std::string>> headers;
};

// Takes the one answer to a request, from any thread, inside the handler or later; a second call is
// a bug. When the last copy goes without having been called, the client hears 500.
using Reply = std::function<void(Response)>;

// Answers requests; called on the server's threads, at the same time from several of them. It must
// not block, and an exception that leaves it ends the process.
using Handler = std::function<void(const Request&, Reply)>;

}  // namespace tocsin::adapters::http
