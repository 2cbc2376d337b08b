#pragma once

#include <functional>
#include <string>

#include "adapters/http/api.hpp"
#include "adapters/json/schemas.hpp"

namespace tocsin::adapters::http {

// How the program tells of itself; each is called on the server's threads and must not block.
struct SystemViews {
  std::function<bool()> is_ready;
  std::function<std::string()> metrics;  // in Prometheus' text format
  std::string openapi;
};

// Health, readiness, metrics, and the documents of the API. `schemas` must outlive the handlers.
void add_system_operations(OperationHandlers& handlers,
                           SystemViews views,
                           const json::Schemas& schemas);

}  // namespace tocsin::adapters::http
