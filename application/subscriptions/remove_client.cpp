#include "application/subscriptions/remove_client.hpp"

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<RemoveClient::Outcome> RemoveClient::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto removed = remove_unused(ports_.clients, command.tenant, command.id, "client", {});
  if (!removed) return removed;
  ports_.subscriptions.remove_of(command.tenant, command.id);
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
