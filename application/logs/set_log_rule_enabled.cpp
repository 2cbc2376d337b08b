#include "application/logs/set_log_rule_enabled.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::LogRule;

Result<SetLogRuleEnabled::Outcome> SetLogRuleEnabled::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto found = ports_.log_rules.find(command.tenant, command.id);
  if (!found) return Failure{found.error()};
  if (!*found)
    return fail(ErrorKind::not_found, "alert rule \"" + command.id.value + "\" not found");

  LogRule rule = **found;
  rule.enabled = command.enabled;
  rule.updated_at = around_.clock.now();
  ports_.log_rules.save(rule);
  ports_.log_windows.settle_all(command.tenant);
  return transaction.commit(std::move(rule));
}

}  // namespace tocsin::application
