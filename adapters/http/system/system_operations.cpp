#include "adapters/http/system/system_operations.hpp"

#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/api/handlers.hpp"
#include "adapters/http/api/looking.hpp"
#include "adapters/http/server/problem.hpp"

namespace tocsin::adapters::http {

namespace {

class SystemOperations {
 public:
  SystemOperations(SystemViews views, const json::Schemas& schemas, ReaderPool& readers)
      : views_(std::move(views)), schemas_(schemas), readers_(readers) {}

  void health(const Call& /*call*/, const Reply& reply) const {
    reply(json_answer(200, {{"status", "healthy"}}));
  }

  void readiness(const Call& /*call*/, const Reply& reply) const {
    if (views_.is_ready()) return reply(json_answer(200, {{"status", "ready"}}));
    reply(problem_of({ErrorKind::unavailable, "the database does not accept writes", {}}));
  }

  void metrics(const Call& /*call*/, const Reply& reply) const {
    look(readers_, reply, [this] {
      return Response{200, "text/plain; version=0.0.4; charset=utf-8", views_.metrics(), {}};
    });
  }

  void openapi(const Call& /*call*/, const Reply& reply) const {
    reply({200, "application/json", views_.openapi, {}});
  }

  void schema(const Call& call, const Reply& reply) const {
    const auto text = schemas_.text(call.path[0]);
    if (text.empty()) return reply(problem(404, "schema not found; see /openapi.json"));
    reply({200, "application/schema+json", std::string{text}, {}});
  }

 private:
  SystemViews views_;
  const json::Schemas& schemas_;
  ReaderPool& readers_;
};

}  // namespace

void add_system_operations(OperationHandlers& handlers,
                           SystemViews views,
                           const json::Schemas& schemas,
                           ReaderPool& readers) {
  Handlers system{handlers, SystemOperations{std::move(views), schemas, readers}};
  system.add("get_health", &SystemOperations::health);
  system.add("get_readiness", &SystemOperations::readiness);
  system.add("get_metrics", &SystemOperations::metrics);
  system.add("get_openapi", &SystemOperations::openapi);
  system.add("get_schema", &SystemOperations::schema);
}

}  // namespace tocsin::adapters::http
