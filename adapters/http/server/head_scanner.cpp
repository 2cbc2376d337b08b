#include "adapters/http/server/head_scanner.hpp"

#include <string>

#include "adapters/http/server/syntax.hpp"

namespace tocsin::adapters::http {
namespace {

// A request line holds a method, two blanks and a version beside its target.
constexpr std::size_t request_line_overhead = 64;

// The bytes of a line without its end, of which CR may have come and LF not yet.
std::size_t length_without_end(std::string_view line, bool ended) {
  if (ended) return line.size() - 2;
  return line.size() - (line.ends_with('\r') ? 1 : 0);
}

// Only the name: the value may be a secret.
std::string line_too_long(std::string_view line, std::size_t max_bytes) {
  const auto name = line.substr(0, line.find(':'));
  return "header " + quoted(name) + " must not be longer than " + std::to_string(max_bytes) +
         " bytes with its name";
}

}  // namespace

std::optional<Refusal> HeadScanner::check_size(std::string_view line,
                                               std::size_t line_bytes,
                                               std::size_t position) const {
  const auto in_request_line = lines_ == 0;
  if (in_request_line && line_bytes > limits_.target_bytes + request_line_overhead) {
    return Refusal{414, target_too_long(limits_.target_bytes)};
  }
  if (!in_request_line && line_bytes > limits_.header_line_bytes) {
    return Refusal{431, line_too_long(line, limits_.header_line_bytes)};
  }
  if (position - begin_ > limits_.head_bytes) {
    return Refusal{431,
                   "the request line and the headers must not be larger than " +
                       std::to_string(limits_.head_bytes) + " bytes together"};
  }
  if (lines_ > limits_.header_fields + 1) {
    return Refusal{
        431,
        "a request must not have more than " + std::to_string(limits_.header_fields) + " headers"};
  }
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
    if (const auto refusal = check_size(line, line_bytes, scanned_)) return *refusal;
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
