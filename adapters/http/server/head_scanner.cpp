#include "adapters/http/server/head_scanner.hpp"

namespace tocsin::adapters::http {
namespace {

// A request line holds a method, two blanks and a version beside its target.
constexpr std::size_t request_line_overhead = 64;

// The bytes of a line without its end, of which CR may have come and LF not yet.
std::size_t length_without_end(std::string_view line, bool ended) {
  if (ended) return line.size() - 2;
  return line.size() - (line.ends_with('\r') ? 1 : 0);
}

}  // namespace

std::optional<Refusal> HeadScanner::check_size(std::size_t line_bytes, std::size_t position) const {
  const auto in_request_line = lines_ == 0;
  if (in_request_line && line_bytes > limits_.target_bytes + request_line_overhead) {
    return Refusal{414, "the request target is too long"};
  }
  if (!in_request_line && line_bytes > limits_.header_line_bytes) {
    return Refusal{431, "a header line is too long"};
  }
  if (position - begin_ > limits_.head_bytes) return Refusal{431, "the request head is too large"};
  if (lines_ > limits_.header_fields + 1) return Refusal{431, "too many header fields"};
  return std::nullopt;
}

HeadScanner::Verdict HeadScanner::scan(std::string_view received) {
  while (true) {
    const auto newline = received.find('\n', scanned_);
    const auto ended = newline != std::string_view::npos;
    scanned_ = ended ? newline + 1 : received.size();

    const auto line = received.substr(line_begin_, scanned_ - line_begin_);
    if (ended && !line.ends_with("\r\n")) return Refusal{400, "a line must end with CRLF"};
    const auto line_bytes = length_without_end(line, ended);
    if (const auto refusal = check_size(line_bytes, scanned_)) return *refusal;
    if (!ended) return Incomplete{};

    line_begin_ = scanned_;
    if (line_bytes > 0) {
      ++lines_;
    } else if (const auto verdict = end_at_empty_line()) {
      return *verdict;
    }
  }
}

std::optional<HeadScanner::Verdict> HeadScanner::end_at_empty_line() {
  if (lines_ > 0) return Complete{begin_, scanned_};
  if (begin_ > 0) return Refusal{400, "the request line must not be empty"};
  begin_ = scanned_;
  return std::nullopt;
}

}  // namespace tocsin::adapters::http
