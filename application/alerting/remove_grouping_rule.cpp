#include "application/alerting/remove_grouping_rule.hpp"

#include <string>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<RemoveGroupingRule::Outcome> RemoveGroupingRule::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto managers = ports_.managers.list(command.tenant);
  if (!managers) return Failure{managers.error()};
  std::string user;
  for (const auto& manager : *managers) {
    if (manager->grouping_rule == command.id) user = "event manager \"" + manager->id.value + "\"";
  }
  auto removed =
      remove_unused(ports_.grouping_rules, command.tenant, command.id, "grouping rule", user);
  if (!removed) return removed;
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
