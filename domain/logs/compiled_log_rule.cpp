#include "domain/logs/compiled_log_rule.hpp"

#include <algorithm>
#include <utility>

#include "domain/kernel/cut_text.hpp"
#include "domain/kernel/fnv1a.hpp"
#include "domain/kernel/glob.hpp"
#include "domain/logs/log_summary.hpp"

namespace tocsin::domain {
namespace {

constexpr double usual_percentile = 99;
constexpr double percent = 100;

// Hashes strings and their lengths.
class ShapeHash {
 public:
  ShapeHash& add(std::string_view text) {
    value_ = fnv1a(text, fnv1a(std::to_string(text.size()) + ":", value_));
    return *this;
  }
  std::uint64_t value() const { return value_; }

 private:
  std::uint64_t value_ = fnv1a_basis;
};

// Returns the filter of lines, apart from the type.
std::string filter_of(const LogRule& rule, const std::optional<LogCondition>& condition) {
  switch (rule.type) {
    case LogRuleType::latency_threshold: return rule.latency ? to_text(*rule.latency) : "any";
    case LogRuleType::pattern: return rule.pattern;
    case LogRuleType::custom:
      return condition->filter_text() +
             (condition->filters_by_threshold() ? std::to_string(rule.threshold) : "");
    case LogRuleType::error_threshold:
    case LogRuleType::error_rate: return {};
  }
  __builtin_unreachable();
}

bool measures_times(const LogRule& rule, const std::optional<LogCondition>& condition) {
  const bool by_rule = rule.type == LogRuleType::latency_threshold && !rule.latency;
  return by_rule || (condition && condition->needs_times()) || mentions_times(rule.message);
}

Duration::rep sliding_panes_of(Duration window) {
  constexpr Duration::rep fewest = 2;
  return std::clamp<Duration::rep>(
      window / CompiledLogRule::shortest_pane, fewest, CompiledLogRule::max_panes);
}

}  // namespace

CompiledLogRule::CompiledLogRule(Rule rule,
                                 SharedRegex pattern,
                                 std::optional<LogCondition> condition)
    : rule_(std::move(rule)),
      pattern_(std::move(pattern)),
      condition_(std::move(condition)),
      needs_times_(measures_times(*rule_, condition_)),
      pane_length_(rule_->window) {
  if (rule_->window_type == WindowType::sliding) {
    const auto panes = sliding_panes_of(rule_->window);
    panes_ = static_cast<std::size_t>(panes);
    pane_length_ = (rule_->window + Duration{panes - 1}) / panes;  // rounded up
  }
  ShapeHash hash;
  hash.add(std::to_string(static_cast<int>(rule_->type))).add(filter_of(*rule_, condition_));
  hash.add(to_text(pane_length_)).add(std::to_string(panes_)).add(needs_times_ ? "times" : "");
  for (const auto& name : rule_->group_by)
    hash.add(name);
  shape_ = hash.value();
}

Result<CompiledLogRule> CompiledLogRule::of(Rule rule, SharedRegex pattern) {
  std::optional<LogCondition> condition;
  if (rule->type == LogRuleType::custom) {
    auto parsed = LogCondition::parse(rule->condition);
    if (!parsed) return Failure{parsed.error()};
    condition = *std::move(parsed);
  }
  return CompiledLogRule{std::move(rule), std::move(pattern), std::move(condition)};
}

bool CompiledLogRule::looks_at(std::string_view service) const {
  return matches_glob(rule_->service, service);
}

bool CompiledLogRule::admits(const LogEntry& line) const {
  switch (rule_->type) {
    case LogRuleType::error_threshold: return is_error(line);
    case LogRuleType::latency_threshold:
      return line.response_time && (!rule_->latency || *line.response_time > *rule_->latency);
    case LogRuleType::error_rate: return true;
    case LogRuleType::pattern: return pattern_->is_in(line.message);
    case LogRuleType::custom: return condition_->admits(line, rule_->threshold);
  }
  __builtin_unreachable();
}

bool CompiledLogRule::may_cross(const LogEntry& line) const {
  if (rule_->type != LogRuleType::latency_threshold || rule_->latency) return true;
  // A sketch may take a time for one that is a little longer.
  constexpr double longer = 1 + 2 * QuantileSketch::relative_error;
  return static_cast<double>(line.response_time->count()) * longer > rule_->threshold;
}

bool CompiledLogRule::is_crossed(const LogTally& window) const {
  switch (rule_->type) {
    case LogRuleType::latency_threshold: {
      if (rule_->latency) break;
      const auto time = window.quantile(rule_->percentile.value_or(usual_percentile) / percent);
      return time && window.times->count() >= rule_->min_samples && *time > rule_->threshold;
    }
    case LogRuleType::error_rate:
      return window.count >= rule_->min_samples && window.rate().value_or(0) > rule_->threshold;
    case LogRuleType::custom: return condition_->is_met(window, rule_->threshold);
    case LogRuleType::error_threshold:
    case LogRuleType::pattern: break;
  }
  return window.count > rule_->threshold;
}

std::vector<std::string> CompiledLogRule::group_of(const LogEntry& line) const {
  std::vector<std::string> values;
  values.reserve(rule_->group_by.size());
  for (const auto& name : rule_->group_by) {
    values.push_back(cut_apart(value_of(line, name), max_group_value));
  }
  return values;
}

std::string CompiledLogRule::value_of(const LogEntry& line, const std::string& name) const {
  if (pattern_ && pattern_->has_group(name)) {
    return std::string{found_in(line).find(name).value_or("")};
  }
  return variable_of(line, name).value_or("");
}

Fields CompiledLogRule::found_in(const LogEntry& line) const {
  return pattern_ ? pattern_->groups_in(line.message) : Fields{};
}

}  // namespace tocsin::domain
