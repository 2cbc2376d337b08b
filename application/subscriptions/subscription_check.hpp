#pragma once

#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// May the subscription be kept like this? invalid when its pattern matches everything; conflict
// when its client has the same one already.
Result<Done> check(ports::Subscriptions& subscriptions, const domain::Subscription& draft);

// not_found, naming the subscription.
Failure no_such(const domain::SubscriptionId& id);

}  // namespace tocsin::application
