#include "application/subscriptions/change_endpoint.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<ChangeEndpoint::Outcome> ChangeEndpoint::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto subscription = owner_of(ports_.subscriptions, command.tenant, command.endpoint);
  if (!subscription) return Failure{subscription.error()};
  auto& endpoint = *place_of(*subscription, command.endpoint);

  const auto channel = command.channel.value_or(endpoint.channel);
  const auto address = command.address.value_or(endpoint.address);
  const bool is_elsewhere = channel != endpoint.channel || address != endpoint.address;
  if (is_elsewhere && subscription->has_endpoint(channel, address)) return taken_endpoint();

  endpoint.channel = channel;
  endpoint.address = address;
  endpoint.enabled = command.enabled.value_or(endpoint.enabled);
  endpoint.updated_at = around_.clock.now();
  const Outcome answer{subscription->id, endpoint};
  ports_.subscriptions.save(*std::move(subscription));
  return transaction.commit(answer);
}

}  // namespace tocsin::application
