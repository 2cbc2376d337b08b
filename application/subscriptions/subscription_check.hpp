#pragma once

#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// Checks a subscription before it is saved. Fails with invalid if its pattern matches everything,
// and with conflict if its client already has the same one.
Result<Done> check(ports::Subscriptions& subscriptions, const domain::Subscription& draft);

// Returns not_found, with the id of the subscription.
Failure no_such(const domain::SubscriptionId& id);

}  // namespace tocsin::application
