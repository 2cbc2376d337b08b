#include "adapters/http/alerting/grouping_rule_body.hpp"

#include <chrono>
#include <utility>

#include "adapters/http/api/duration_member.hpp"
#include "adapters/http/api/members.hpp"

namespace tocsin::adapters::http {

using domain::GroupingRule;
using simdjson::dom::element;

namespace {

constexpr DurationBounds window_bounds{domain::Duration{1}, std::chrono::minutes{525'600}};

}  // namespace

std::variant<GroupingRule, Violations> grouping_rule_from(element body) {
  GroupingRule rule;
  Violations violations;
  rule.id.value = text(body, "id");
  rule.name = text(body, "name");
  rule.key = text(body, "grouping_key");
  const auto minutes = whole_number(body, "time_window_minutes");
  const auto window = duration_within(body, "time_window", "", window_bounds, violations);
  rule.window = window.value_or(std::chrono::minutes{minutes.value_or(0)});
  if (window && minutes && *window != std::chrono::minutes{*minutes}) {
    violations.push_back({"/time_window", "must agree with time_window_minutes"});
  }
  if (!violations.empty()) return violations;
  return rule;
}

}  // namespace tocsin::adapters::http
