#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "application/subscriptions/add_endpoint.hpp"
#include "application/subscriptions/change_endpoint.hpp"
#include "application/subscriptions/remove_endpoint.hpp"
#include "ports/kernel/front.hpp"
#include "ports/subscriptions/subscription_reader.hpp"

namespace tocsin::adapters::http {

// The commands and reads of the endpoints of subscriptions. The reader may wait.
struct EndpointFronts {
  ports::FrontOf<application::AddEndpoint> add;
  ports::FrontOf<application::ChangeEndpoint> change;
  ports::FrontOf<application::RemoveEndpoint> remove;
  ports::SubscriptionReader& subscriptions;
};

// /v1/endpoints. `readers` must outlive the handlers.
void add_endpoint_operations(OperationHandlers& handlers,
                             EndpointFronts fronts,
                             ReaderPool& readers);

}  // namespace tocsin::adapters::http
