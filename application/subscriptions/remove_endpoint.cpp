#include "application/subscriptions/remove_endpoint.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"
#include "application/subscriptions/endpoint_owner.hpp"

namespace tocsin::application {

Result<RemoveEndpoint::Outcome> RemoveEndpoint::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto subscription = owner_of(ports_.subscriptions, command.tenant, command.endpoint);
  if (!subscription) return Failure{subscription.error()};
  subscription->endpoints.erase(place_of(*subscription, command.endpoint));
  ports_.subscriptions.save(*std::move(subscription));
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
