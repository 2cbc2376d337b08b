#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/configuration_fronts.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "domain/subscriptions/client.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

// The commands and reads of clients. The reads are those of ConfigurationFronts.
struct ClientFronts {
  ConfigurationFronts<domain::Client> entries;
  ports::Front<application::SetEnabled<domain::Client>, domain::Client> set_enabled;
};

// /v1/clients. `readers` must outlive the handlers.
void add_client_operations(OperationHandlers& handlers, ClientFronts fronts, ReaderPool& readers);

}  // namespace tocsin::adapters::http
