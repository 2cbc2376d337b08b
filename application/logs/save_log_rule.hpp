#pragma once

#include <cstddef>
#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/logs/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::application {

// Creates or replaces a log rule: which log lines open an alert. It takes effect with the next
// line.
class SaveLogRule {
 public:
  // The maximum number of rules per tenant. Each rule is evaluated for every line of its tenant,
  // and all tenants share one thread.
  static constexpr std::size_t max_rules_of_a_tenant = 2'000;

  using Command = Save<domain::LogRule>;
  using Outcome = Configured<domain::LogRule>;

  static constexpr std::string_view name = "save_alert_rule";

  SaveLogRule(LogPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Fails with invalid, with the field at fault, if the rule cannot be evaluated, and with conflict
  // if it is new and the tenant has too many.
  Result<Outcome> handle(const Command& command);

 private:
  Result<Done> check(const domain::LogRule& draft);
  Result<Done> check_room(const domain::TenantId& tenant);

  LogPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
