#include "adapters/http/system/system_operations.hpp"

#include <memory>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "adapters/http/server/problem.hpp"

namespace tocsin::adapters::http {

void add_system_operations(OperationHandlers& handlers,
                           SystemViews views,
                           const json::Schemas& schemas,
                           ReaderPool& readers) {
  const auto shared = std::make_shared<const SystemViews>(std::move(views));

  handlers["get_health"] = [](const Call&, const Reply& reply) {
    reply(json_answer(200, {{"status", "healthy"}}));
  };
  handlers["get_readiness"] = [shared](const Call&, const Reply& reply) {
    if (shared->is_ready()) return reply(json_answer(200, {{"status", "ready"}}));
    reply(problem_of({ErrorKind::unavailable, "the store is not taking commands", {}}));
  };
  handlers["get_metrics"] = [shared, &readers](const Call&, const Reply& reply) {
    const bool taken = readers.run([shared, reply] {
      reply({200, "text/plain; version=0.0.4; charset=utf-8", shared->metrics(), {}});
    });
    if (!taken) reply(busy());
  };
  handlers["get_openapi"] = [shared](const Call&, const Reply& reply) {
    reply({200, "application/json", shared->openapi, {}});
  };
  handlers["get_schema"] = [&schemas](const Call& call, const Reply& reply) {
    const auto text = schemas.text(call.path[0]);
    if (text.empty()) return reply(problem(404, "there is no such schema"));
    reply({200, "application/schema+json", std::string{text}, {}});
  };
}

}  // namespace tocsin::adapters::http
