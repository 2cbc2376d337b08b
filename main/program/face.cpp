#include "main/program/face.hpp"

#include <string>
#include <utility>
#include <vector>

#include "adapters/http/system/system_operations.hpp"
#include "main/program/gauges.hpp"
#include "main/wiring/wiring.hpp"
#include "schemas/embedded.hpp"

namespace tocsin {

namespace http = adapters::http;
using adapters::json::Schemas;
using adapters::prometheus::PrometheusMetrics;

namespace {

Result<Schemas> load_schemas() {
  std::vector<std::pair<std::string, std::string>> documents;
  for (const auto& [name, text] : schemas::all()) {
    if (name != "openapi") documents.emplace_back(name, text);
  }
  return Schemas::load(documents);
}

std::string openapi() {
  for (const auto& [name, text] : schemas::all()) {
    if (name == "openapi") return std::string{text};
  }
  return {};
}

}  // namespace

Face::Face(Engine& engine, Schemas schemas)
    : schemas_(std::move(schemas)),
      generator_(generator_submit(engine), engine.ports.clock, engine.ports.ids) {}

Result<std::unique_ptr<Face>> Face::make(const Settings& settings,
                                         std::size_t max_connections,
                                         Engine& engine,
                                         PrometheusMetrics& metrics) {
  auto schemas = load_schemas();
  if (!schemas) return Failure{schemas.error()};
  std::unique_ptr<Face> face{new Face{engine, *std::move(schemas)}};
  const auto connected = face->connect(settings, engine, metrics);
  if (!connected) return Failure{connected.error()};
  face->set_up_server(settings, max_connections, engine.ports);
  face->add_connection_metrics(max_connections, metrics);
  return face;
}

Result<Done> Face::connect(const Settings& settings, Engine& engine, PrometheusMetrics& metrics) {
  auto routes = http::RouteTable::read(openapi());
  if (!routes) return Failure{routes.error()};

  http::OperationHandlers handlers;
  const Wiring wiring{engine, handlers, readers_, schemas_, metrics};
  wire_paging(wiring);
  wire_alerting(wiring);
  wire_subscriptions(wiring);
  wire_logs(wiring);
  wire_workflows(wiring);
  wire_delivery(wiring);
  wire_generator(wiring, generator_.jobs());
  add_gauges(metrics, engine);
  http::add_system_operations(handlers,
                              {[&engine] { return engine.writer.is_well(); },
                               [&metrics] { return metrics.text(); },
                               openapi()},
                              schemas_,
                              readers_);

  api_.emplace(*std::move(routes), http::Access{settings.tokens}, schemas_, std::move(handlers));
  return api_->is_complete();
}

void Face::set_up_server(const Settings& settings,
                         std::size_t max_connections,
                         const EnginePorts& ports) {
  http::ServerSettings listening;
  listening.address = settings.host;
  listening.port = settings.port;
  listening.limits.connections = max_connections;
  listening.body_limit = [this](std::string_view method, std::string_view path) {
    return api_->body_limit(method, path);
  };
  listening.on_refused = [&ports, max_connections, quiet_until = domain::Time{}]() mutable {
    const auto now = ports.clock.now();
    if (now < quiet_until) return;
    quiet_until = now + std::chrono::minutes{1};
    ports.log.write(ports::LogLevel::warning,
                    "too many HTTP connections, new ones are refused",
                    {{"max", std::to_string(max_connections)}});
  };
  server_.emplace(listening, [this](const http::Request& request, http::Reply reply) {
    api_->handle(request, std::move(reply));
  });
}

void Face::add_connection_metrics(std::size_t max_connections, PrometheusMetrics& metrics) {
  metrics.add_gauge("tocsin_http_connections", "Open connections of HTTP clients.", [this] {
    return static_cast<double>(server_->connections());
  });
  metrics.add_gauge("tocsin_http_connections_max",
                    "Maximum connections of HTTP clients.",
                    [max_connections] { return static_cast<double>(max_connections); });
  metrics.add_counter("tocsin_http_connections_refused_total",
                      "Connections of HTTP clients that were refused because there were too many.",
                      [this] { return static_cast<double>(server_->refused()); });
}

Result<Done> Face::start() { return server_->start(); }

bool Face::drain(std::chrono::seconds patience) { return server_->drain(patience); }

}  // namespace tocsin
