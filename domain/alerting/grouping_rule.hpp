#pragma once

#include <optional>
#include <string>

#include "domain/alerting/event.hpp"

namespace tocsin::domain {

// Groups the alerts of an event manager whose key has the same value, as long as the window of the
// first one is open.
struct GroupingRule {
  using Id = GroupingRuleId;

  TenantId tenant;
  GroupingRuleId id;
  std::string name;
  std::string key;  // "class", "severity", "event_manager_id", or the path of a free field
  Duration window{};
  Time created_at;
  Time updated_at;

  bool operator==(const GroupingRule&) const = default;
};

// Returns the event's value for the rule's key; nothing if it has none, and then it is not grouped.
std::optional<std::string> grouping_value(const GroupingRule& rule, const Event& event);

}  // namespace tocsin::domain
