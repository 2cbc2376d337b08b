#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/server/refusal.hpp"

namespace tocsin::adapters::http {

// Decodes a chunked body as its bytes arrive, in pieces of any size (RFC 9112, 7.1). Drops
// extensions and trailers, and bounds their total size. Rejects blanks around a chunk size: servers
// disagree about them.
class ChunkedBody {
 public:
  ChunkedBody(std::size_t max_body_bytes, std::size_t max_overhead_bytes)
      : max_body_bytes_{max_body_bytes}, max_overhead_bytes_{max_overhead_bytes} {}

  // Appends the data in `received` to `body`. Returns the number of bytes used: all of them, unless
  // the body ended before or was rejected.
  std::size_t take(std::string_view received, std::string& body);

  bool done() const { return expected_ == Expected::nothing; }
  const std::optional<Refusal>& refusal() const { return refusal_; }

 private:
  enum class Expected {
    first_digit,
    digit,
    extension,
    size_newline,
    data,
    data_return,
    data_newline,
    trailer_line,
    trailer,
    trailer_newline,
    last_newline,
    nothing,
  };

  void take_mark(char c, std::size_t body_bytes);
  void take_digit(char c);
  void take_overhead(char c, Expected after_return);
  void take_exactly(char c, char wanted, Expected next);
  void begin_chunk(std::size_t body_bytes);
  void refuse(int status, std::string_view detail) { refusal_ = Refusal{status, detail}; }

  std::size_t max_body_bytes_;
  std::size_t max_overhead_bytes_;
  std::size_t overhead_bytes_ = 0;
  std::size_t digits_ = 0;
  std::size_t chunk_bytes_ = 0;  // of the current chunk, still to come
  Expected expected_ = Expected::first_digit;
  std::optional<Refusal> refusal_;
};

}  // namespace tocsin::adapters::http
