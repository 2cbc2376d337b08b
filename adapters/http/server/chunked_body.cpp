#include "adapters/http/server/chunked_body.hpp"

#include <algorithm>

#include "adapters/http/server/syntax.hpp"

namespace tocsin::adapters::http {
namespace {

std::optional<std::size_t> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::size_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::size_t>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<std::size_t>(c - 'A' + 10);
  return std::nullopt;
}

}  // namespace

std::size_t ChunkedBody::take(std::string_view received, std::string& body) {
  std::size_t taken = 0;
  while (taken < received.size() && !done() && !refusal_) {
    if (expected_ == Expected::data) {
      const auto data = received.substr(taken, chunk_bytes_);
      body.append(data);
      chunk_bytes_ -= data.size();
      taken += data.size();
      if (chunk_bytes_ == 0) expected_ = Expected::data_return;
    } else {
      take_mark(received[taken], body.size());
      ++taken;
    }
  }
  return taken;
}

void ChunkedBody::take_mark(char c, std::size_t body_bytes) {
  switch (expected_) {
    case Expected::first_digit:
    case Expected::digit: return take_digit(c);
    case Expected::extension: return take_overhead(c, Expected::size_newline);
    case Expected::size_newline:
      take_exactly(c, '\n', Expected::data);
      return begin_chunk(body_bytes);
    case Expected::data_return: return take_exactly(c, '\r', Expected::data_newline);
    case Expected::data_newline: return take_exactly(c, '\n', Expected::first_digit);
    case Expected::trailer_line:
      if (c == '\r') return take_exactly(c, '\r', Expected::last_newline);
      expected_ = Expected::trailer;
      return take_overhead(c, Expected::trailer_newline);
    case Expected::trailer: return take_overhead(c, Expected::trailer_newline);
    case Expected::trailer_newline: return take_exactly(c, '\n', Expected::trailer_line);
    case Expected::last_newline: return take_exactly(c, '\n', Expected::nothing);
    case Expected::data:
    case Expected::nothing: return;
  }
}

void ChunkedBody::take_digit(char c) {
  constexpr std::size_t max_digits = 15;  // so that a size cannot overflow
  if (const auto value = hex_value(c)) {
    chunk_bytes_ = chunk_bytes_ * 16 + *value;
    expected_ = Expected::digit;
    if (++digits_ > max_digits) refuse(400, "the chunk size is too long");
  } else if (expected_ == Expected::digit && c == '\r') {
    expected_ = Expected::size_newline;
  } else if (expected_ == Expected::digit && c == ';') {
    expected_ = Expected::extension;
  } else {
    refuse(400, "the chunk size is not a valid hexadecimal number");
  }
}

void ChunkedBody::take_overhead(char c, Expected after_return) {
  if (c == '\r') {
    expected_ = after_return;
  } else if (!is_field_text({&c, 1})) {
    refuse(400, "chunk extensions and trailers must not contain control characters");
  } else if (++overhead_bytes_ > max_overhead_bytes_) {
    refuse(400, "the chunk extensions and trailers are too long");
  }
}

void ChunkedBody::take_exactly(char c, char wanted, Expected next) {
  if (c != wanted) return refuse(400, "a chunk must end with CRLF");
  expected_ = next;
}

void ChunkedBody::begin_chunk(std::size_t body_bytes) {
  digits_ = 0;
  if (chunk_bytes_ == 0 && !refusal_) expected_ = Expected::trailer_line;
  if (chunk_bytes_ > max_body_bytes_ - std::min(body_bytes, max_body_bytes_)) {
    refuse(413, "the body is too large");
  }
}

}  // namespace tocsin::adapters::http
