#include "adapters/http/server/head.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "adapters/http/server/syntax.hpp"

namespace tocsin::adapters::http {
namespace {

using Verdict = std::optional<Refusal>;  // nothing: go on

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_visible(char c) { return c > 0x20 && c < 0x7f; }

// Takes the line that `text` begins with out of it.
std::string_view next_line(std::string_view& text) {
  const auto end = text.find("\r\n");
  const auto line = text.substr(0, end);
  text.remove_prefix(line.size() + 2);
  return line;
}

Verdict read_version(std::string_view version, Head& head) {
  const auto well_formed = version.size() == 8 && version.starts_with("HTTP/") &&
                           is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
  if (!well_formed) return Refusal{400, "the request line must end with an HTTP version"};
  if (version != "HTTP/1.1" && version != "HTTP/1.0") {
    return Refusal{505, "HTTP version is not supported; use HTTP/1.1"};
  }
  head.version_1_1 = version == "HTTP/1.1";
  return std::nullopt;
}

Verdict read_request_line(std::string_view line, const Limits& limits, Head& head) {
  const auto first = line.find(' ');
  const auto last = line.rfind(' ');
  if (first == last)
    return Refusal{400, "the request line must have a method, a target and a version"};

  head.method = line.substr(0, first);
  head.target = line.substr(first + 1, last - first - 1);
  if (!is_token(head.method)) return Refusal{400, "the method is not a valid token"};
  if (head.target.size() > limits.target_bytes) {
    return Refusal{414, "the request target is too long"};
  }
  if (head.target.empty() || !std::ranges::all_of(head.target, is_visible)) {
    return Refusal{400, "the request target is not a valid URI"};
  }
  return read_version(line.substr(last + 1), head);
}

// RFC 9112, 3.2: more than one Host, or one that is no authority, is refused.
Verdict read_host(std::string_view value, Head& head) {
  const auto is_host_char = [](char c) {
    return is_visible(c) && std::string_view{"/?#@\\,\"<>{}|^`"}.find(c) == std::string_view::npos;
  };
  if (!std::ranges::all_of(value, is_host_char)) return Refusal{400, "Host is not a valid host"};
  head.host = value;
  return std::nullopt;
}

// A list of equal lengths would be allowed by RFC 9112, 6.3, but nobody honest sends one.
Verdict read_content_length(std::string_view value, Head& head) {
  constexpr std::size_t max_digits = 18;
  if (value.empty() || value.size() > max_digits || !std::ranges::all_of(value, is_digit)) {
    return Refusal{400, "Content-Length is not a valid length"};
  }
  std::uint64_t length = 0;
  std::from_chars(value.data(), value.data() + value.size(), length);
  head.content_length = length;
  return std::nullopt;
}

Verdict read_transfer_encoding(std::string_view value, Head& head) {
  if (!same_name(value, "chunked")) {
    return Refusal{501, "Transfer-Encoding must be chunked"};
  }
  head.chunked = true;
  return std::nullopt;
}

Verdict read_connection(std::string_view value, Head& head) {
  while (true) {
    const auto comma = value.find(',');
    const auto option = trimmed(value.substr(0, comma));
    if (same_name(option, "close")) head.close_asked = true;
    if (same_name(option, "keep-alive")) head.keep_alive_asked = true;
    if (comma == std::string_view::npos) return std::nullopt;
    value.remove_prefix(comma + 1);
  }
}

Verdict read_content_encoding(std::string_view value, Head& head) {
  if (!same_name(value, "identity")) head.content_coded = true;
  return std::nullopt;
}

Verdict read_expect(std::string_view value, Head& head) {
  head.expectation = value;
  return std::nullopt;
}

Verdict take_as_is(std::string_view, Head&) { return std::nullopt; }

struct KnownField {
  std::string_view name;
  bool may_repeat;
  Verdict (*read)(std::string_view value, Head& head);
};

// The fields that frame a message, and those whose second value a proxy may read instead.
constexpr KnownField known_fields[] = {
    {"Host", false, read_host},
    {"Content-Length", false, read_content_length},
    {"Transfer-Encoding", false, read_transfer_encoding},
    {"Connection", true, read_connection},
    {"Content-Encoding", true, read_content_encoding},
    {"Expect", false, read_expect},
    {"Content-Type", false, take_as_is},
    {"Authorization", false, take_as_is},
};

Verdict read_field(std::string_view line, Head& head) {
  if (line.starts_with(' ') || line.starts_with('\t')) {
    return Refusal{400, "a header line must not be folded"};
  }
  const auto colon = line.find(':');
  const auto name = line.substr(0, colon);
  if (colon == std::string_view::npos || !is_token(name)) {
    return Refusal{400, "a header name is not a valid token"};
  }
  const auto value = trimmed(line.substr(colon + 1));
  if (!is_field_text(value))
    return Refusal{400, "a header value must not contain control characters"};

  const auto named = [name](const auto& field) { return same_name(field.name, name); };
  const auto* known = std::ranges::find_if(known_fields, named);
  if (known != std::end(known_fields)) {
    if (!known->may_repeat && std::ranges::any_of(head.fields, named)) {
      return Refusal{400, "a header field is duplicated that must be sent once"};
    }
    if (auto refusal = known->read(value, head)) return refusal;
  }
  head.fields.push_back({name, value});
  return std::nullopt;
}

Verdict check_whole(const Head& head) {
  const auto has_host = std::ranges::any_of(
      head.fields, [](const HeaderField& field) { return same_name(field.name, "Host"); });
  if (head.version_1_1 && !has_host) return Refusal{400, "Host is required"};
  if (head.chunked && head.content_length) {
    return Refusal{400, "Content-Length and Transfer-Encoding must not be sent together"};
  }
  if (head.chunked && !head.version_1_1) {
    return Refusal{400, "Transfer-Encoding is not supported in HTTP/1.0"};
  }
  return std::nullopt;
}

}  // namespace

std::variant<Head, Refusal> parse_head(std::string_view text, const Limits& limits) {
  constexpr std::size_t usual_fields = 16;
  Head head;
  head.fields.reserve(usual_fields);

  if (auto refusal = read_request_line(next_line(text), limits, head)) return *refusal;
  for (auto line = next_line(text); !line.empty(); line = next_line(text)) {
    if (auto refusal = read_field(line, head)) return *refusal;
  }
  if (auto refusal = check_whole(head)) return *refusal;
  return head;
}

}  // namespace tocsin::adapters::http
