#include "application/subscriptions/configure_clients.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Client;
using domain::ClientId;
using domain::TenantId;

ConfigureClients::ConfigureClients(ports::UnitOfWork& work,
                                   ports::Clients& clients,
                                   ports::Subscriptions& subscriptions,
                                   const ports::Clock& clock)
    : work_(work), clients_(clients), subscriptions_(subscriptions), clock_(clock) {}

Result<Configured<Client>> ConfigureClients::save(Client draft, Existing existing) {
  Transaction transaction{work_};

  const auto before = predecessor(clients_, draft, existing, clock_.now(), "/client_id");
  if (!before) return Failure{before.error()};
  if (*before) draft.enabled = (*before)->enabled;
  clients_.save(draft);
  return transaction.commit(Configured<Client>{std::move(draft), *before == nullptr});
}

Result<Client> ConfigureClients::set_enabled(const TenantId& tenant,
                                             const ClientId& id,
                                             bool enabled) {
  Transaction transaction{work_};

  const auto found = clients_.find(tenant, id);
  if (!found) return Failure{found.error()};
  if (!*found) return fail(ErrorKind::not_found, "there is no client \"" + id.value + "\"");

  Client client = **found;
  client.enabled = enabled;
  client.updated_at = clock_.now();
  clients_.save(client);
  return transaction.commit(std::move(client));
}

Result<Done> ConfigureClients::remove(const TenantId& tenant, const ClientId& id) {
  Transaction transaction{work_};

  const auto removed = remove_unused(clients_, tenant, id, "client", {});
  if (!removed) return removed;
  subscriptions_.remove_of(tenant, id);
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
