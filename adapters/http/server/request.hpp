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

  // Returns the first field of this name, case-insensitive; nothing if there is none.
  std::optional<std::string_view> header(std::string_view name) const;
};

// Readable bytes behind a body, for parsers that read in steps as wide as a register.
inline constexpr std::size_t body_padding = 64;

struct Response {
  int status = 200;
  std::string content_type;  // empty: the header is left out
  std::string body;
  // Further fields; Content-Length, Content-Type and Connection are the server's own.
  std::vector<std::pair<std::string, std::string>> headers;
};

// Takes the one response to a request, from any thread, inside the handler or later. A second call
// is a bug. If the last copy is destroyed without a call, the client gets a 500.
using Reply = std::function<void(Response)>;

// Answers requests. Called on several of the server's threads at the same time. Must not block. An
// exception that leaves it ends the process.
using Handler = std::function<void(const Request&, Reply)>;

}  // namespace tocsin::adapters::http
