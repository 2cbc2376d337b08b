#include "application/subscriptions/configure_endpoints.hpp"

#include <algorithm>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Endpoint;
using domain::Subscription;

namespace {

constexpr std::size_t max_endpoints = 100;

std::vector<Endpoint>::iterator place_of(Subscription& subscription,
                                         const domain::EndpointId& endpoint) {
  return std::find_if(subscription.endpoints.begin(),
                      subscription.endpoints.end(),
                      [&](const Endpoint& one) { return one.id == endpoint; });
}

Failure exists_already() { return fail(ErrorKind::conflict, "Endpoint already exists"); }

}  // namespace

ConfigureEndpoints::ConfigureEndpoints(ports::UnitOfWork& work,
                                       ports::Subscriptions& subscriptions,
                                       ports::IdGenerator& ids,
                                       const ports::Clock& clock)
    : work_(work), subscriptions_(subscriptions), ids_(ids), clock_(clock) {}

Result<ConfigureEndpoints::Answer> ConfigureEndpoints::add(const Addition& addition) {
  Transaction transaction{work_};

  const auto found = subscriptions_.find(addition.tenant, addition.subscription);
  if (!found) return Failure{found.error()};
  if (!*found) {
    return fail(
        ErrorKind::not_found, "there is no rule " + to_text(addition.subscription), "/rule_id");
  }
  Subscription subscription = **found;
  if (subscription.has_endpoint(addition.channel, addition.address)) return exists_already();
  if (subscription.endpoints.size() >= max_endpoints) {
    return fail(ErrorKind::conflict, "a rule has at most 100 endpoints");
  }

  const auto now = clock_.now();
  const Endpoint endpoint{{ids_.next()}, addition.channel, addition.address, true, now, now};
  subscription.endpoints.push_back(endpoint);
  subscriptions_.save(std::move(subscription));
  return transaction.commit(Answer{addition.subscription, endpoint});
}

Result<ConfigureEndpoints::Answer> ConfigureEndpoints::change(const Change& change) {
  Transaction transaction{work_};

  auto subscription = owner_of(change.tenant, change.endpoint);
  if (!subscription) return Failure{subscription.error()};
  auto& endpoint = *place_of(*subscription, change.endpoint);

  const auto channel = change.channel.value_or(endpoint.channel);
  const auto address = change.address.value_or(endpoint.address);
  const bool is_elsewhere = channel != endpoint.channel || address != endpoint.address;
  if (is_elsewhere && subscription->has_endpoint(channel, address)) return exists_already();

  endpoint.channel = channel;
  endpoint.address = address;
  endpoint.enabled = change.enabled.value_or(endpoint.enabled);
  endpoint.updated_at = clock_.now();
  const Answer answer{subscription->id, endpoint};
  subscriptions_.save(*std::move(subscription));
  return transaction.commit(answer);
}

Result<Done> ConfigureEndpoints::remove(const Removal& removal) {
  Transaction transaction{work_};

  auto subscription = owner_of(removal.tenant, removal.endpoint);
  if (!subscription) return Failure{subscription.error()};
  subscription->endpoints.erase(place_of(*subscription, removal.endpoint));
  subscriptions_.save(*std::move(subscription));
  return transaction.commit(Done{});
}

Result<Subscription> ConfigureEndpoints::owner_of(const domain::TenantId& tenant,
                                                  const domain::EndpointId& endpoint) {
  const auto found = subscriptions_.find_by_endpoint(tenant, endpoint);
  if (!found) return Failure{found.error()};
  if (!*found) return fail(ErrorKind::not_found, "there is no endpoint " + to_text(endpoint));
  return **found;
}

}  // namespace tocsin::application
