#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "adapters/generator/job_thread.hpp"
#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/http/server/server.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "adapters/prometheus/metrics.hpp"
#include "domain/kernel/result.hpp"
#include "main/engine/engine.hpp"
#include "main/settings/settings.hpp"

namespace tocsin {

// The HTTP side of the program: the API over an engine, and its server.
class Face {
 public:
  // The engine and the metrics must outlive it. Of more than `max_connections`, clients are
  // refused.
  static Result<std::unique_ptr<Face>> make(const Settings& settings,
                                            std::size_t max_connections,
                                            Engine& engine,
                                            adapters::prometheus::PrometheusMetrics& metrics);

  // Listens, and serves requests from then on.
  Result<Done> start();
  std::uint16_t port() const { return server_->port(); }

  // Stops accepting requests, and waits for the responses to accepted ones. Returns false if some
  // of them were not answered in time.
  bool drain(std::chrono::seconds patience);
  void stop_generator() { generator_.stop(); }
  void stop_readers() { readers_.stop(); }
  void stop_server() { server_->stop(); }

 private:
  Face(Engine& engine, adapters::json::Schemas schemas);

  Result<Done> connect(const Settings& settings,
                       Engine& engine,
                       adapters::prometheus::PrometheusMetrics& metrics);
  void set_up_server(const Settings& settings,
                     std::size_t max_connections,
                     const EnginePorts& ports);
  void add_connection_metrics(std::size_t max_connections,
                              adapters::prometheus::PrometheusMetrics& metrics);

  adapters::json::Schemas schemas_;
  adapters::http::ReaderPool readers_;
  adapters::generator::JobThread generator_;
  std::optional<adapters::http::Api> api_;
  std::optional<adapters::http::Server> server_;
};

}  // namespace tocsin
