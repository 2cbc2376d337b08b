#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/logs/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::application {

// Removes a log rule. Its alerts are resolved.
class RemoveLogRule {
 public:
  using Command = Remove<domain::LogRule>;
  using Outcome = Done;

  static constexpr std::string_view name = "remove_alert_rule";

  RemoveLogRule(LogPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  LogPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
