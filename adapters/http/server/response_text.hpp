#pragma once

#include <string>

#include "adapters/http/server/request.hpp"

namespace tocsin::adapters::http {

// The framing of a response in its connection.
struct Framing {
  bool keeps_alive = true;    // false: the response announces the close
  bool version_1_1 = true;    // HTTP/1.0 needs an explicit keep-alive
  bool without_body = false;  // response to HEAD: the length without the body
};

// Appends the response as it goes over the wire (RFC 9112). Writes a control character in a header
// value as a blank, so that no value can end its line.
void append_text(const Response& response, const Framing& framing, std::string& text);

}  // namespace tocsin::adapters::http
