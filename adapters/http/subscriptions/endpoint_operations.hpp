#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "application/subscriptions/configure_endpoints.hpp"
#include "ports/kernel/front.hpp"
#include "ports/subscriptions/subscription_reader.hpp"

namespace tocsin::adapters::http {

// The commands and reads of the endpoints of subscriptions. The reader may wait.
struct EndpointFronts {
  using Configure = application::ConfigureEndpoints;

  ports::Front<Configure::Addition, Configure::Answer> add;
  ports::Front<Configure::Change, Configure::Answer> change;
  ports::Front<Configure::Removal, Done> remove;
  ports::SubscriptionReader& subscriptions;
};

// /v1/endpoints. `readers` must outlive the handlers.
void add_endpoint_operations(OperationHandlers& handlers,
                             EndpointFronts fronts,
                             ReaderPool& readers);

}  // namespace tocsin::adapters::http
