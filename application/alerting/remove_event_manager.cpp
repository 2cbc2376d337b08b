#include "application/alerting/remove_event_manager.hpp"

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<RemoveEventManager::Outcome> RemoveEventManager::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto removed = remove_unused(ports_.managers, command.tenant, command.id, "event manager", {});
  if (!removed) return removed;
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
