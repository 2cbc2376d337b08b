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

// A rule that is compiled to evaluate log lines: for every type of rule, it decides which lines
// count, in which window, and whether the window exceeds the threshold. Immutable.
class CompiledLogRule {
 public:
  using Rule = std::shared_ptr<const LogRule>;
  using SharedRegex = std::shared_ptr<const Regex>;

  // A sliding window has up to this many panes, and moves by one at a time. No pane is shorter than
  // shortest_pane, but a window has at least two.
  static constexpr std::size_t max_panes = 60;
  static constexpr Duration shortest_pane = std::chrono::seconds{1};
  // The bytes of a value of a group, because a million windows may be held. Longer values are cut
  // apart, so they still have groups of their own.
  static constexpr std::size_t max_group_value = 128;

  // Compiles the rule. `pattern` is the rule's, null if it has none. Fails with invalid if its
  // condition cannot be parsed.
  static Result<CompiledLogRule> of(Rule rule, SharedRegex pattern);

  const LogRule& rule() const { return *rule_; }
  const Rule& shared_rule() const { return rule_; }

  // Whether the rule evaluates lines of this service.
  bool looks_at(std::string_view service) const;

  // Whether the line counts.
  bool admits(const LogEntry& line) const;

  // Whether such a line may make a window exceed the threshold if the window had enough samples
  // without it. A fast response raises no percentile. Only for lines that count.
  bool may_cross(const LogEntry& line) const;

  // Whether the window exceeds the threshold.
  bool is_crossed(const LogTally& window) const;

  // Returns the values of the fields that the rule groups by, which select the window; none if it
  // does not group.
  std::vector<std::string> group_of(const LogEntry& line) const;

  // Returns the named groups of the rule's pattern in the line.
  Fields found_in(const LogEntry& line) const;

  bool needs_times() const { return needs_times_; }
  Duration pane_length() const { return pane_length_; }
  std::size_t panes() const { return panes_; }
  Duration window() const { return pane_length_ * static_cast<Duration::rep>(panes_); }

  // Identifies what the rule counts: windows of rules with the same shape have counted the same.
  std::uint64_t shape() const { return shape_; }

 private:
  CompiledLogRule(Rule rule, SharedRegex pattern, std::optional<LogCondition> condition);

  std::string value_of(const LogEntry& line, const std::string& name) const;

  Rule rule_;
  SharedRegex pattern_;
  std::optional<LogCondition> condition_;  // only of a CUSTOM rule
  bool needs_times_ = false;
  Duration pane_length_{};
  std::size_t panes_ = 1;
  std::uint64_t shape_ = 0;
};

// The enabled rules of a tenant, ordered by id.
using CompiledLogRuleList = std::vector<std::shared_ptr<const CompiledLogRule>>;

}  // namespace tocsin::domain
