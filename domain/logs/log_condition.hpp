#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_tally.hpp"

namespace tocsin::domain {

// What people write as the condition of a rule, for instance
//   status_code >= 500 and not (service = 'cart' or message = "probe") and count > threshold
//
// Of the line it knows `level` (ordered, compared with TRACE … FATAL), `service`, `message`,
// `trace_id`, `status_code`, `response_time` (ms) and `fields.x`; of the window `count` (lines that
// counted), `errors`, `server_errors`, `rate` (percent), `p50`, `p90`, `p95`, `p99` and `max`
// (response times in ms, within 1 %); and `threshold`, the rule's. Numbers have + - * /, texts
// stand in single or double quotes, and `&&`, `||`, `!` and `==` are read as well.
//
// The parts joined by `and` that speak of the line alone say which lines count; the others what
// their window must be like. None of those means count > threshold. It always has an answer: what
// is not there, no number, or divided by zero, compares as not met.
class LogCondition {
 public:
  static constexpr std::size_t max_length = 1000;
  static constexpr std::size_t max_depth = 32;

  // invalid; the message says at which column (the first is 1).
  static Result<LogCondition> parse(std::string_view text);

  // Does the line count?
  bool admits(const LogEntry& line, double threshold) const;

  // Is the window as the condition wants it?
  bool is_met(const LogTally& window, double threshold) const;

  // Does it speak of response times of the window?
  bool needs_times() const { return needs_times_; }

  // What says which lines count, as it was written, and whether the threshold is a part of it.
  const std::string& filter_text() const { return filter_text_; }
  bool filters_by_threshold() const { return filters_by_threshold_; }

 private:
  class Parser;
  class Evaluation;

  enum class Kind : std::uint8_t {
    number,
    text,
    threshold,
    window_count,
    window_errors,
    window_server_errors,
    window_rate,
    window_quantile,
    line_level,
    line_service,
    line_message,
    line_trace_id,
    line_status_code,
    line_response_time,
    line_field,
    negative,
    sum,
    difference,
    product,
    quotient,
    compare_numbers,
    compare_texts,
    all_of,
    any_of,
    none_of,
  };
  enum class Comparison : std::uint8_t { less, at_most, equal, different, at_least, greater };
  using Index = std::uint16_t;

  struct Node {
    Kind kind = Kind::number;
    Comparison comparison = Comparison::equal;
    Index left = 0;
    Index right = 0;
    double number = 0;  // also a level, or the part of a quantile
    std::string text;   // also the path of a field
  };

  std::vector<Node> nodes_;
  std::vector<Index> filter_;  // all of them must hold, as of those of the window
  std::vector<Index> window_;
  std::string filter_text_;
  bool filters_by_threshold_ = false;
  bool needs_times_ = false;
};

}  // namespace tocsin::domain
