#include "domain/logs/log_rule.hpp"

#include <cmath>
#include <cstddef>

#include "domain/kernel/template_text.hpp"
#include "domain/logs/log_condition.hpp"

namespace tocsin::domain {
namespace {

constexpr Duration shortest_window = std::chrono::seconds{1};
constexpr Duration max_window = std::chrono::hours{24};
constexpr Duration max_grace = std::chrono::minutes{5};
constexpr std::uint32_t max_quiet_windows = 1000;
constexpr std::size_t max_groupings = 5;
constexpr std::size_t max_name = 128;

Failure invalid(std::string message, std::string pointer) {
  return fail(ErrorKind::invalid, std::move(message), std::move(pointer));
}

Result<Done> check_condition(const LogRule& rule) {
  if (rule.condition.empty()) {
    return invalid("is required for a CUSTOM rule", "/condition");
  }
  const auto condition = LogCondition::parse(rule.condition);
  if (!condition) return invalid(condition.error().message, "/condition");
  return Done{};
}

Result<Done> check_latency(const LogRule& rule) {
  if (rule.latency && *rule.latency < Duration{0}) {
    return invalid("must not be negative", "/latency_ms");
  }
  const bool is_percentile =
      !rule.percentile || (*rule.percentile > 0 && *rule.percentile < 100);  // and no NaN
  if (!is_percentile) {
    return invalid("must be greater than 0 and less than 100", "/percentile");
  }
  return Done{};
}

Result<Done> check_type(const LogRule& rule) {
  switch (rule.type) {
    case LogRuleType::custom: return check_condition(rule);
    case LogRuleType::latency_threshold: return check_latency(rule);
    case LogRuleType::pattern:
      if (rule.pattern.empty()) return invalid("is required for a PATTERN rule", "/pattern");
      return Done{};
    case LogRuleType::error_threshold:
    case LogRuleType::error_rate: return Done{};
  }
  __builtin_unreachable();
}

Result<Done> check_times(const LogRule& rule) {
  if (rule.window < shortest_window || rule.window > max_window) {
    return invalid("must be from 1s to 24h", "/window");
  }
  if (rule.grace < Duration{0} || rule.grace > max_grace) {
    return invalid("must be from 0s to 5m", "/grace");
  }
  if (rule.resolve_after < 1 || rule.resolve_after > max_quiet_windows) {
    return invalid("must be from 1 to 1000", "/resolve_after");
  }
  return Done{};
}

Result<Done> check_grouping(const LogRule& rule) {
  if (rule.group_by.size() > max_groupings) {
    return invalid("is one field too many: at most 5 are allowed", "/group_by/5");
  }
  for (std::size_t index = 0; index < rule.group_by.size(); ++index) {
    const auto& name = rule.group_by[index];
    if (name.empty() || name.size() > max_name) {
      return invalid("must have 1 to 128 characters", "/group_by/" + std::to_string(index));
    }
  }
  return Done{};
}

}  // namespace

Result<Done> check(const LogRule& rule) {
  if (rule.service.empty())
    return invalid("must not be empty; use \"*\" for all services", "/service");
  if (!std::isfinite(rule.threshold) || rule.threshold < 0) {
    return invalid("must not be negative", "/threshold");
  }
  if (auto checked = check_type(rule); !checked) return checked;
  if (auto checked = check_times(rule); !checked) return checked;
  if (auto checked = check_grouping(rule); !checked) return checked;
  return check_template(rule.message, "/message");
}

std::vector<LogRule> default_log_rules(const TenantId& tenant) {
  LogRule errors;
  errors.tenant = tenant;
  errors.id.value = "error-threshold";
  errors.name = "error-threshold";
  errors.description = "More than 100 errors of a service in 5 minutes";
  errors.threshold = 100;
  errors.severity = *Severity::parse("CRITICAL");

  LogRule latency = errors;
  latency.id.value = "high-latency";
  latency.name = "high-latency";
  latency.description = "More than 50 answers of a service in 5 minutes took longer than 2 seconds";
  latency.type = LogRuleType::latency_threshold;
  latency.threshold = 50;
  latency.latency = std::chrono::seconds{2};
  latency.severity = *Severity::parse("WARNING");

  LogRule server_errors = errors;
  server_errors.id.value = "server-error-rate";
  server_errors.name = "server-error-rate";
  server_errors.description = "More than 20 server errors (5xx) of a service in 5 minutes";
  server_errors.type = LogRuleType::custom;
  server_errors.threshold = 20;
  server_errors.condition = "status_code >= 500 and count > threshold";
  server_errors.message = "Service {{service}} has {{count}} server errors (5xx) in {{window}}";
  return {errors, latency, server_errors};
}

}  // namespace tocsin::domain
