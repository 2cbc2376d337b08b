#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/http/server/limits.hpp"
#include "adapters/http/server/refusal.hpp"
#include "adapters/http/server/request.hpp"

namespace tocsin::adapters::http {

// The head of a request, and the framing of its body. The views point into its text.
struct Head {
  std::string_view method;
  std::string_view target;
  std::vector<HeaderField> fields;
  std::string_view host;
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool version_1_1 = false;
  bool close_asked = false;       // Connection: close
  bool keep_alive_asked = false;  // Connection: keep-alive, which only HTTP/1.0 needs
  bool content_coded = false;     // a Content-Encoding other than identity
  std::optional<std::string_view> expectation;

  bool has_body() const { return chunked || content_length.value_or(0) > 0; }
  bool keeps_alive() const { return !close_asked && (version_1_1 || keep_alive_asked); }
};

// Parses a complete head, as HeadScanner finds it (RFC 9112). Rejects anything that two servers
// could understand differently, so that no request is smuggled past one of them: both
// Content-Length and Transfer-Encoding, either of them twice, folded lines, control characters,
// blanks before a colon, codings before chunked.
std::variant<Head, Refusal> parse_head(std::string_view text, const Limits& limits);

}  // namespace tocsin::adapters::http
