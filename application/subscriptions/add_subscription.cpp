#include "application/subscriptions/add_subscription.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"
#include "application/subscriptions/subscription_check.hpp"

namespace tocsin::application {

Result<AddSubscription::Outcome> AddSubscription::handle(const Command& command) {
  Transaction transaction{around_.work};
  auto draft = command;

  const auto client = ports_.clients.find(draft.tenant, draft.client);
  if (!client) return Failure{client.error()};
  if (!*client) {
    return fail(
        ErrorKind::not_found, "subscriber \"" + draft.client.value + "\" not found", "/client_id");
  }
  draft.id = {around_.ids.next()};
  draft.created_at = around_.clock.now();
  draft.updated_at = draft.created_at;
  for (auto& endpoint : draft.endpoints) {
    endpoint.id = {around_.ids.next()};
    endpoint.created_at = draft.created_at;
    endpoint.updated_at = draft.created_at;
  }
  const auto checked = check(ports_.subscriptions, draft);
  if (!checked) return Failure{checked.error()};
  ports_.subscriptions.save(draft);
  return transaction.commit(std::move(draft));
}

}  // namespace tocsin::application
