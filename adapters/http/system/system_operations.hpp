#pragma once

#include <functional>
#include <string>

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/json/schema/schemas.hpp"

namespace tocsin::adapters::http {

// Readiness, metrics and OpenAPI document of the program.
struct SystemViews {
  std::function<bool()> is_ready;        // on the server's threads: must not block
  std::function<std::string()> metrics;  // in Prometheus' text format; on a reader's thread
  std::string openapi;
};

// Health, readiness, metrics, openapi.json and the schemas. `schemas` and `readers` must outlive
// the handlers.
void add_system_operations(OperationHandlers& handlers,
                           SystemViews views,
                           const json::Schemas& schemas,
                           ReaderPool& readers);

}  // namespace tocsin::adapters::http
