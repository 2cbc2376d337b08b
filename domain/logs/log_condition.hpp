#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/number.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_tally.hpp"

namespace tocsin::domain {

// The condition of a CUSTOM rule, for instance
//   status_code >= 500 and not (service = 'cart' or message = "probe") and count > threshold
//
// Names for the line: `level` (ordered, compared with TRACE … FATAL), `service`, `message`,
// `trace_id`, `status_code`, `response_time` (ms) and `fields.x`. Names for the window: `count`
// (lines that counted), `errors`, `server_errors`, `rate` (percent), `p50`, `p90`, `p95`, `p99` and
// `max` (response times in ms, within 1 %). `threshold` is the rule's. Numbers have + - * /,
// strings are in single or double quotes, and `&&`, `||`, `!` and `==` are accepted as well.
//
// The parts joined by `and` that use only names for the line decide which lines count; the other
// parts decide about the window. Without any of those, the condition is count > threshold. It
// always has a result: a comparison with an absent value, a value that is not a number, or a
// division by zero is not met.
class LogCondition {
 public:
  static constexpr std::size_t max_length = 1000;
  static constexpr std::size_t max_depth = 32;

  // Fails with invalid if the text is not a valid condition. The message names the column (the
  // first is 1).
  static Result<LogCondition> parse(std::string_view text);

  // Whether the line counts.
  bool admits(const LogEntry& line, double threshold) const;

  // Whether the window meets the condition.
  bool is_met(const LogTally& window, double threshold) const;

  // Whether it uses response times of the window.
  bool needs_times() const { return needs_times_; }

  // The part that decides which lines count, as written, and whether it uses the threshold.
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
    Number number = 0;  // or a level, or the fraction of a quantile
    std::string text;   // or the path of a field
  };

  std::vector<Node> nodes_;
  std::vector<Index> filter_;  // all of them must be true, like those of the window
  std::vector<Index> window_;
  std::string filter_text_;
  bool filters_by_threshold_ = false;
  bool needs_times_ = false;
};

}  // namespace tocsin::domain
