#pragma once

#include <string>

#include "adapters/http/server/request.hpp"

namespace tocsin::adapters::http {

// How an answer stands in its connection.
struct Framing {
  bool keeps_alive = true;    // else the client is told that the connection closes
  bool version_1_1 = true;    // HTTP/1.0 must be told that the connection stays
  bool without_body = false;  // answers HEAD: the length is told, the body is not sent
};

// Appends the answer as it goes over the wire (RFC 9112). A control character in a header value is
// written as a blank, so that no value can end its line.
void append_text(const Response& response, const Framing& framing, std::string& text);

}  // namespace tocsin::adapters::http
