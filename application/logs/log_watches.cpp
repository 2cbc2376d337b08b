#include "application/logs/log_watches.hpp"

#include <algorithm>
#include <utility>

namespace tocsin::application {

using domain::LogWatch;
using domain::LogWatchList;

namespace {

// What was made of the same version of the rule before.
std::shared_ptr<const LogWatch> find(const LogWatchList& watches, const LogWatch::Rule& rule) {
  const auto found =
      std::lower_bound(watches.begin(), watches.end(), rule, [](const auto& watch, const auto& of) {
        return watch->rule().id < of->id;
      });
  if (found == watches.end() || (*found)->shared_rule() != rule) return nullptr;
  return *found;
}

}  // namespace

LogWatches::LogWatches(ports::LogRules& rules, ports::Patterns& patterns, ports::Metrics& metrics)
    : rules_(rules), patterns_(patterns), metrics_(metrics) {}

Result<LogWatches::List> LogWatches::of(const domain::TenantId& tenant) {
  auto rules = rules_.snapshot(tenant);
  if (!rules) return Failure{rules.error()};
  auto& known = known_[tenant];
  if (known.rules == *rules) return known.watches;

  auto watches = std::make_shared<LogWatchList>();
  for (const auto& rule : **rules) {
    if (!rule->enabled) continue;
    auto watch = known.watches ? find(*known.watches, rule) : nullptr;
    if (!watch) watch = make(rule);
    if (watch) watches->push_back(std::move(watch));
  }
  known = {*std::move(rules), std::move(watches)};
  return known.watches;
}

// A rule is checked before it is kept, so this fails only for what an older program has kept: the
// others must not suffer for it.
LogWatches::Watch LogWatches::make(const LogWatch::Rule& rule) {
  LogWatch::Pattern pattern;
  if (rule->type == domain::LogRuleType::pattern) {
    auto compiled = patterns_.compile(rule->pattern);
    if (compiled) pattern = *std::move(compiled);
  }
  const bool lacks_pattern = rule->type == domain::LogRuleType::pattern && !pattern;
  auto watch = lacks_pattern ? fail(ErrorKind::invalid, "its pattern cannot be used")
                             : LogWatch::of(rule, std::move(pattern));
  if (watch) return std::make_shared<const LogWatch>(*std::move(watch));
  metrics_.count(ports::Count::log_rules_unusable);
  return nullptr;
}

}  // namespace tocsin::application
