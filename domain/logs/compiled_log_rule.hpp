#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/logs/log_condition.hpp"
#include "domain/logs/log_entry.hpp"
#include "domain/logs/log_rule.hpp"
#include "domain/logs/log_tally.hpp"
#include "domain/logs/regex.hpp"

namespace tocsin::domain {

// A rule that has been made ready to look at lines: whatever its type, it says which lines count,
// in which window, and whether that is more than it allows. It never changes.
class CompiledLogRule {
 public:
  using Rule = std::shared_ptr<const LogRule>;
  using SharedRegex = std::shared_ptr<const Regex>;

  // A window that slides takes up to so many panes, and moves by one at a time. None is shorter
  // than this, but a window has two at least.
  static constexpr std::size_t max_panes = 60;
  static constexpr Duration shortest_pane = std::chrono::seconds{1};
  // More bytes of a value make no other group; it ends with a whole letter, for it is kept as text.
  static constexpr std::size_t max_group_value = 128;

  // `pattern` is the rule's, null when it has none. invalid when its condition cannot be read.
  static Result<CompiledLogRule> of(Rule rule, SharedRegex pattern);

  const LogRule& rule() const { return *rule_; }
  const Rule& shared_rule() const { return rule_; }

  // Does it look at this service?
  bool looks_at(std::string_view service) const;

  // Does the line count?
  bool admits(const LogEntry& line) const;

  // May such a line make a window more than the rule allows, in which there were samples enough
  // without it? An answer that is fast raises no percentile.
  // Asked of lines that count.
  bool may_cross(const LogEntry& line) const;

  // Is it more than the rule allows?
  bool is_crossed(const LogTally& window) const;

  // Which window of those that the rule tells apart: the values of what it groups by. None when it
  // does not group.
  std::vector<std::string> group_of(const LogEntry& line) const;

  // The named groups of the rule's pattern in the line.
  Fields found_in(const LogEntry& line) const;

  bool needs_times() const { return needs_times_; }
  Duration pane_length() const { return pane_length_; }
  std::size_t panes() const { return panes_; }
  Duration window() const { return pane_length_ * static_cast<Duration::rep>(panes_); }

  // Windows of rules with the same shape have counted the same.
  std::uint64_t shape() const { return shape_; }

 private:
  CompiledLogRule(Rule rule, SharedRegex pattern, std::optional<LogCondition> condition);

  std::string value_of(const LogEntry& line, const std::string& name) const;

  Rule rule_;
  SharedRegex pattern_;
  std::optional<LogCondition> condition_;  // of a CUSTOM rule
  bool needs_times_ = false;
  Duration pane_length_{};
  std::size_t panes_ = 1;
  std::uint64_t shape_ = 0;
};

// The enabled rules of a tenant, ordered by id.
using CompiledLogRuleList = std::vector<std::shared_ptr<const CompiledLogRule>>;

}  // namespace tocsin::domain
