#pragma once

#include <string_view>

#include "application/alerting/ports.hpp"
#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Removes a grouping rule that is not in use.
class RemoveGroupingRule {
 public:
  using Command = Remove<domain::GroupingRule>;
  using Outcome = Done;

  static constexpr std::string_view name = "remove_grouping_rule";

  RemoveGroupingRule(AlertingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Fails with conflict if an event manager groups by it.
  Result<Outcome> handle(const Command& command);

 private:
  AlertingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
