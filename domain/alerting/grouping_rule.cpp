#include "domain/alerting/grouping_rule.hpp"

namespace tocsin::domain {
namespace {

std::string field_value_of(const std::string& key, const Event& event) {
  if (key == "class") return event.class_name;
  if (key == "severity") return std::string{event.severity.name()};
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
