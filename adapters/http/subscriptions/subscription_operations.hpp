#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "application/subscriptions/configure_subscriptions.hpp"
#include "ports/kernel/front.hpp"
#include "ports/subscriptions/subscription_reader.hpp"

namespace tocsin::adapters::http {

// The commands and reads of subscriptions, which the API calls rules. The reader may wait.
struct SubscriptionFronts {
  using Configure = application::ConfigureSubscriptions;

  ports::Front<domain::Subscription, domain::Subscription> add;
  ports::BatchFront<domain::Subscription, domain::Subscription> add_many;
  ports::Front<Configure::Change, domain::Subscription> change;
  ports::Front<Configure::Removal, Done> remove;
  ports::SubscriptionReader& subscriptions;
};

// /v1/rules. `readers` and `schemas` must outlive the handlers.
void add_subscription_operations(OperationHandlers& handlers,
                                 SubscriptionFronts fronts,
                                 ReaderPool& readers,
                                 const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
