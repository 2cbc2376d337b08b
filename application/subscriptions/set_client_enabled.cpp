#include "application/subscriptions/set_client_enabled.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Client;

Result<SetClientEnabled::Outcome> SetClientEnabled::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto found = ports_.clients.find(command.tenant, command.id);
  if (!found) return Failure{found.error()};
  if (!*found)
    return fail(ErrorKind::not_found, "subscriber \"" + command.id.value + "\" not found");

  Client client = **found;
  client.enabled = command.enabled;
  client.updated_at = around_.clock.now();
  ports_.clients.save(client);
  return transaction.commit(std::move(client));
}

}  // namespace tocsin::application
