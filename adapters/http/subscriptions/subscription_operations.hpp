#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "application/subscriptions/add_subscription.hpp"
#include "application/subscriptions/change_subscription.hpp"
#include "application/subscriptions/remove_subscription.hpp"
#include "ports/kernel/front.hpp"
#include "ports/subscriptions/subscription_reader.hpp"

namespace tocsin::adapters::http {

// The commands and reads of subscriptions, which the API calls rules. The reader may wait.
struct SubscriptionFronts {
  ports::FrontOf<application::AddSubscription> add;
  ports::BatchFrontOf<application::AddSubscription> add_many;
  ports::FrontOf<application::ChangeSubscription> change;
  ports::FrontOf<application::RemoveSubscription> remove;
  ports::SubscriptionReader& subscriptions;
};

// /v1/rules. `readers` and `schemas` must outlive the handlers.
void add_subscription_operations(OperationHandlers& handlers,
                                 SubscriptionFronts fronts,
                                 ReaderPool& readers,
                                 const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
