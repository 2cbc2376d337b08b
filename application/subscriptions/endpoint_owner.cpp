#include "application/subscriptions/endpoint_owner.hpp"

#include <algorithm>
#include <string>

#include "application/subscriptions/duplicates.hpp"

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

Failure taken_endpoint() { return fail(ErrorKind::conflict, std::string{endpoint_exists}); }

}  // namespace tocsin::application
