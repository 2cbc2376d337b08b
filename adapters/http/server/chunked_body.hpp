#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/http/server/refusal.hpp"

namespace tocsin::adapters::http {

// Takes a chunked body apart as its bytes come in, in pieces of any size (RFC 9112, 7.1).
// Extensions and trailers are read and dropped; together they may not be longer than a bound.
// Blanks around a chunk size are refused: servers disagree about them.
class ChunkedBody {
 public:
  ChunkedBody(std::size_t max_body_bytes, std::size_t max_overhead_bytes)
      : body_bytes_max_{max_body_bytes}, overhead_bytes_max_{max_overhead_bytes} {}

  // Appends the data in `received` to `body`. Returns how many bytes it took: all of them, unless
  // the body ended before or was refused.
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

  std::size_t body_bytes_max_;
  std::size_t overhead_bytes_max_;
  std::size_t overhead_bytes_ = 0;
  std::size_t digits_ = 0;
  std::size_t chunk_bytes_ = 0;  // of the current chunk, still to come
  Expected expected_ = Expected::first_digit;
  std::optional<Refusal> refusal_;
};

}  // namespace tocsin::adapters::http
