#pragma once

#include "adapters/generator/job_thread.hpp"
#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "adapters/prometheus/metrics.hpp"
#include "main/engine/engine.hpp"

namespace tocsin {

// The two sides that the functions below connect: an engine, and the handlers of the API with what
// they need. All of it must outlive the handlers.
struct Wiring {
  Engine& engine;
  adapters::http::OperationHandlers& handlers;
  adapters::http::ReaderPool& readers;
  const adapters::json::Schemas& schemas;
  adapters::prometheus::PrometheusMetrics& metrics;
};

// Connect the operations of one subject each.
void wire_paging(const Wiring& wiring);
void wire_alerting(const Wiring& wiring);
void wire_subscriptions(const Wiring& wiring);
void wire_logs(const Wiring& wiring);
void wire_workflows(const Wiring& wiring);
void wire_delivery(const Wiring& wiring);
void wire_generator(const Wiring& wiring, adapters::generator::JobRunner& jobs);

// Submits synthetic alerts as announcements, like those of any sender. The engine must outlive it.
adapters::generator::Submit generator_submit(Engine& engine);

}  // namespace tocsin
