#pragma once

#include <functional>
#include <vector>

#include "adapters/load/delivery.hpp"
#include "adapters/load/payloads.hpp"
#include "domain/generator/subscription_set.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::adapters::load {

// Creates the clients of a data set (an existing client is left as it is) and writes their rules,
// each with these endpoints. The error is that of the first client that could not be created, or
// that `wait` has ended the import: a partial data set is useless. Rejected rules are in the tally.
// `progress` is called after every request for rules.
Result<Tally> import_subscriptions(const domain::SubscriptionSet& set,
                                   const std::vector<EndpointWish>& endpoints,
                                   const Post& post,
                                   const Wait& wait,
                                   const std::function<void(const Tally&)>& progress);

}  // namespace tocsin::adapters::load
