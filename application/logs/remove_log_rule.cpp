#include "application/logs/remove_log_rule.hpp"

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<RemoveLogRule::Outcome> RemoveLogRule::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto removed = remove_unused(ports_.log_rules, command.tenant, command.id, "alert rule", {});
  if (!removed) return removed;
  ports_.log_windows.settle_all(command.tenant);
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
