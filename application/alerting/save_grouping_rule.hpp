#pragma once

#include <string_view>

#include "application/alerting/ports.hpp"
#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Creates or replaces a grouping rule. Open groups keep the window that they began with.
class SaveGroupingRule {
 public:
  using Command = Save<domain::GroupingRule>;
  using Outcome = Configured<domain::GroupingRule>;

  static constexpr std::string_view name = "save_grouping_rule";

  SaveGroupingRule(AlertingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  AlertingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
