#include "adapters/http/server/response_text.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/http/server/problem.hpp"
#include "adapters/http/server/syntax.hpp"

namespace tocsin::adapters::http {
namespace {

void append_number(std::string& text, std::size_t number) {
  char digits[20];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), number).ptr;
  text.append(std::begin(digits), end);
}

void append_field(std::string& text, std::string_view name, std::string_view value) {
  text.append(name).append(": ");
  for (const char c : value) {
    text += is_field_text({&c, 1}) ? c : ' ';
  }
  text += "\r\n";
}

// RFC 9110, 8.6: these have no content, and saying so would mislead.
bool never_has_body(int status) { return status < 200 || status == 204 || status == 304; }

}  // namespace

void append_text(const Response& response, const Framing& framing, std::string& text) {
  constexpr std::size_t usual_head_bytes = 256;
  text.reserve(text.size() + response.body.size() + usual_head_bytes);

  text += "HTTP/1.1 ";
  append_number(text, static_cast<std::size_t>(response.status));
  text.append(" ").append(reason(response.status)).append("\r\n");
  if (!response.content_type.empty()) append_field(text, "Content-Type", response.content_type);
  const auto bodiless = never_has_body(response.status);
  if (!bodiless) {
    text += "Content-Length: ";
    append_number(text, response.body.size());
    text += "\r\n";
  }
  for (const auto& [name, value] : response.headers) {
    append_field(text, name, value);
  }
  if (!framing.keeps_alive) {
    text += "Connection: close\r\n";
  } else if (!framing.version_1_1) {
    text += "Connection: keep-alive\r\n";
  }
  text += "\r\n";
  if (!bodiless && !framing.without_body) text += response.body;
}

}  // namespace tocsin::adapters::http
