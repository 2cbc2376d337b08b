#include "application/subscriptions/endpoint_owner.hpp"

#include <algorithm>

namespace tocsin::application {

using domain::Endpoint;
using domain::Subscription;

Result<Subscription> owner_of(ports::Subscriptions& subscriptions,
                              const domain::TenantId& tenant,
                              const domain::EndpointId& endpoint) {
  const auto found = subscriptions.find_by_endpoint(tenant, endpoint);
  if (!found) return Failure{found.error()};
  if (!*found) return fail(ErrorKind::not_found, "endpoint " + to_text(endpoint) + " not found");
  return **found;
}

std::vector<Endpoint>::iterator place_of(Subscription& subscription,
                                         const domain::EndpointId& endpoint) {
  return std::find_if(subscription.endpoints.begin(),
                      subscription.endpoints.end(),
                      [&](const Endpoint& one) { return one.id == endpoint; });
}

Failure endpoint_exists() { return fail(ErrorKind::conflict, "Endpoint already exists"); }

}  // namespace tocsin::application
