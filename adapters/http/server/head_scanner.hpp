#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <variant>

#include "adapters/http/server/limits.hpp"
#include "adapters/http/server/refusal.hpp"

namespace tocsin::adapters::http {

// Finds the end of a request's head as it arrives, reading each byte once. Rejects a head that
// exceeds the limits, so that its memory stays bounded.
class HeadScanner {
 public:
  struct Incomplete {};
  struct Complete {
    std::size_t begin;  // behind the empty line that may precede a request (RFC 9112, 2.2)
    std::size_t end;    // behind the empty line that ends the head
  };
  using Verdict = std::variant<Incomplete, Complete, Refusal>;

  explicit HeadScanner(const Limits& limits) : limits_{limits} {}

  // `received` holds all bytes since the last message. Bytes of earlier calls must not change.
  Verdict scan(std::string_view received);

 private:
  std::optional<Verdict> end_at_empty_line();
  std::optional<Refusal> check_size(std::size_t line_bytes, std::size_t position) const;

  const Limits& limits_;
  std::size_t begin_ = 0;
  std::size_t line_begin_ = 0;
  std::size_t scanned_ = 0;
  std::size_t lines_ = 0;  // ended ones, the request line included
};

}  // namespace tocsin::adapters::http
