#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/logs/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::application {

// Enables or disables a log rule. A disabled rule counts nothing, and its alerts are resolved.
class SetLogRuleEnabled {
 public:
  using Command = SetEnabled<domain::LogRule>;
  using Outcome = domain::LogRule;

  static constexpr std::string_view name = "set_alert_rule_enabled";

  SetLogRuleEnabled(LogPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  LogPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
