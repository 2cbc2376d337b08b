#pragma once

#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// An endpoint, and the subscription that it belongs to.
struct ConfiguredEndpoint {
  domain::SubscriptionId subscription;
  domain::Endpoint endpoint;

  bool operator==(const ConfiguredEndpoint&) const = default;
};

// Returns the subscription that has the endpoint. Fails with not_found if there is none.
Result<domain::Subscription> owner_of(ports::Subscriptions& subscriptions,
                                      const domain::TenantId& tenant,
                                      const domain::EndpointId& endpoint);

// Returns the place of the endpoint in the subscription.
std::vector<domain::Endpoint>::iterator place_of(domain::Subscription& subscription,
                                                 const domain::EndpointId& endpoint);

// Returns a conflict: the subscription already has an endpoint with this channel and address.
Failure taken_endpoint();

}  // namespace tocsin::application
