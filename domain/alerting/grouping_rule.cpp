#include "domain/alerting/grouping_rule.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace tocsin::domain {
namespace {

// One value for equal severities, in whatever case: `medium` also for `warning`.
std::string_view value_of(Severity severity) {
  constexpr std::array<std::string_view, 5> by_rank{"info", "low", "medium", "high", "critical"};
  return by_rank[static_cast<std::size_t>(severity.rank())];
}

std::string field_value_of(const std::string& key, const Event& event) {
  if (key == "class") return event.class_name;
  if (key == "severity") return std::string{value_of(event.severity)};
  if (key == "event_manager_id") return event.manager.value;

  return std::string{event.fields.find(key).value_or(std::string_view{})};
}

}  // namespace

std::optional<std::string> grouping_value(const GroupingRule& rule, const Event& event) {
  auto value = field_value_of(rule.key, event);
  if (value.empty()) return std::nullopt;
  return value;
}

}  // namespace tocsin::domain
