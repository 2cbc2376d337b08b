#include "adapters/http/workflows/run_operations.hpp"
#include "adapters/http/workflows/schedule_operations.hpp"
#include "adapters/http/workflows/signal_operations.hpp"
#include "adapters/http/workflows/workflow_operations.hpp"
#include "main/wiring/wiring.hpp"

namespace tocsin {

using adapters::writer::Lane;
using adapters::writer::looked_at;
namespace http = adapters::http;

void wire_workflows(const Wiring& wiring) {
  auto& [engine, handlers, readers, schemas, metrics] = wiring;
  auto& writer = engine.writer;
  auto& workflows = engine.store.workflows;
  auto& use_cases = engine.use_cases.workflows;
  http::add_signal_operations(handlers,
                              {writer.front(Lane::ordinary, use_cases.receive_signal),
                               writer.batch_front(Lane::ordinary, use_cases.receive_signal)},
                              schemas);
  http::add_workflow_operations(handlers,
                                {writer.front(Lane::urgent, use_cases.save_workflow),
                                 writer.front(Lane::urgent, use_cases.toggle_workflow),
                                 writer.front(Lane::urgent, use_cases.remove_workflow),
                                 [&](const auto& tenant, const auto& id, auto version) {
                                   return looked_at(writer, [&] {
                                     return version ? workflows.find_version(tenant, id, *version)
                                                    : workflows.find(tenant, id);
                                   });
                                 },
                                 [&](const auto& tenant) {
                                   return looked_at(writer, [&] { return workflows.list(tenant); });
                                 }},
                                readers);
  http::add_run_operations(handlers, engine.browse_runs, readers);
  http::add_schedule_operations(handlers,
                                {writer.front(Lane::ordinary, use_cases.schedule_job),
                                 writer.front(Lane::urgent, use_cases.cancel_job),
                                 engine.browse_jobs},
                                readers);
}

}  // namespace tocsin
