#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/memory/store.hpp"
#include "adapters/prometheus/metrics.hpp"
#include "adapters/writer/writer.hpp"
#include "main/wiring/use_cases.hpp"

namespace tocsin {

// What log lines and the rules over them need.
struct LogParts {
  adapters::writer::Writer& writer;
  UseCases& use_cases;
  adapters::memory::Store& store;
  adapters::http::ReaderPool& readers;
  adapters::prometheus::PrometheusMetrics& metrics;
  const ports::Clock& clock;
  ports::IdGenerator& ids;
};

// /v1/logs and /v1/alert-rules. Everything must outlive the handlers.
void add_log_operations(adapters::http::OperationHandlers& handlers, const LogParts& parts);

}  // namespace tocsin
