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
                                         Engine& engine,
                                         PrometheusMetrics& metrics) {
  auto schemas = load_schemas();
  if (!schemas) return Failure{schemas.error()};
  std::unique_ptr<Face> face{new Face{engine, *std::move(schemas)}};
  const auto connected = face->connect(settings, engine, metrics);
  if (!connected) return Failure{connected.error()};
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
  if (auto complete = api_->is_complete(); !complete) return complete;

  http::ServerSettings listening;
  listening.address = settings.host;
  listening.port = settings.port;
  listening.body_limit = [this](std::string_view method, std::string_view path) {
    return api_->body_limit(method, path);
  };
  server_.emplace(listening, [this](const http::Request& request, http::Reply reply) {
    api_->handle(request, std::move(reply));
  });
  return Done{};
}

Result<Done> Face::start() { return server_->start(); }

bool Face::drain(std::chrono::seconds patience) { return server_->drain(patience); }

}  // namespace tocsin
