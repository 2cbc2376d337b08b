#include "application/logs/compiled_log_rules.hpp"

#include <algorithm>
#include <utility>

namespace tocsin::application {

using domain::CompiledLogRule;
using domain::CompiledLogRuleList;

namespace {

// Returns the earlier result for the same version of the rule.
std::shared_ptr<const CompiledLogRule> find(const CompiledLogRuleList& compiled,
                                            const CompiledLogRule::Rule& rule) {
  const auto found = std::lower_bound(
      compiled.begin(), compiled.end(), rule, [](const auto& compiled_rule, const auto& of) {
        return compiled_rule->rule().id < of->id;
      });
  if (found == compiled.end() || (*found)->shared_rule() != rule) return nullptr;
  return *found;
}

}  // namespace

Result<CompiledLogRules::List> CompiledLogRules::of(const domain::TenantId& tenant) {
  auto rules = ports_.log_rules.snapshot(tenant);
  if (!rules) return Failure{rules.error()};
  auto& known = known_[tenant];
  if (known.rules == *rules) return known.compiled;

  auto compiled = std::make_shared<CompiledLogRuleList>();
  for (const auto& rule : **rules) {
    if (!rule->enabled) continue;
    auto compiled_rule = known.compiled ? find(*known.compiled, rule) : nullptr;
    if (!compiled_rule) compiled_rule = make(rule);
    if (compiled_rule) compiled->push_back(std::move(compiled_rule));
  }
  known = {*std::move(rules), std::move(compiled)};
  return known.compiled;
}

// Compiles a rule. A rule is checked before it is stored, so this fails only for rules of an older
// program: the others must not suffer from it.
CompiledLogRules::Compiled CompiledLogRules::make(const CompiledLogRule::Rule& rule) {
  CompiledLogRule::SharedRegex pattern;
  if (rule->type == domain::LogRuleType::pattern) {
    auto compiled = ports_.regexes.compile(rule->pattern);
    if (compiled) pattern = *std::move(compiled);
  }
  const bool lacks_pattern = rule->type == domain::LogRuleType::pattern && !pattern;
  auto compiled_rule = lacks_pattern
                           ? fail(ErrorKind::invalid, "pattern is not a valid regular expression")
                           : CompiledLogRule::of(rule, std::move(pattern));
  if (compiled_rule) return std::make_shared<const CompiledLogRule>(*std::move(compiled_rule));
  around_.metrics.count(ports::Counter::log_rules_unusable);
  return nullptr;
}

}  // namespace tocsin::application
