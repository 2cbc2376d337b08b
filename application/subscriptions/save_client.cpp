#include "application/subscriptions/save_client.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Client;

Result<SaveClient::Outcome> SaveClient::handle(const Command& command) {
  Transaction transaction{around_.work};
  auto draft = command.draft;

  const auto before = predecessor(
      ports_.clients, draft, command.existing, around_.clock.now(), "subscriber", "/client_id");
  if (!before) return Failure{before.error()};
  if (*before) draft.enabled = (*before)->enabled;
  ports_.clients.save(draft);
  return transaction.commit(Configured<Client>{std::move(draft), *before == nullptr});
}

}  // namespace tocsin::application
