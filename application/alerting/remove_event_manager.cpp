#include "application/alerting/remove_event_manager.hpp"

#include <string>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<RemoveEventManager::Outcome> RemoveEventManager::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto alert = ports_.alerts.find_open_of(command.tenant, command.id);
  if (!alert) return Failure{alert.error()};
  const auto user = *alert ? "alert " + to_text(**alert) : std::string{};
  auto removed = remove_unused(ports_.managers, command.tenant, command.id, "event manager", user);
  if (!removed) return removed;
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
