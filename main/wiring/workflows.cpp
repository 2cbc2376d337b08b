#include "main/wiring/workflows.hpp"

#include <functional>

#include "adapters/http/workflows/run_operations.hpp"
#include "adapters/http/workflows/schedule_operations.hpp"
#include "adapters/http/workflows/signal_operations.hpp"
#include "adapters/http/workflows/workflow_operations.hpp"
#include "adapters/writer/readers.hpp"

namespace tocsin {

namespace http = adapters::http;
using adapters::writer::Lane;
using adapters::writer::looked_at;
using domain::Workflow;

namespace {

void add_signals(http::OperationHandlers& handlers, const WorkflowParts& parts) {
  using Command = http::SignalFronts::Command;
  auto& receive = parts.use_cases.receive_signal;
  http::SignalFronts fronts{parts.writer.front<Command, domain::SignalAnswer>(
                                Lane::ordinary, "receive_signal", std::ref(receive)),
                            parts.writer.batch_front<Command, domain::SignalAnswer>(
                                Lane::ordinary, "receive_signal", std::ref(receive))};
  http::add_signal_operations(handlers, std::move(fronts), parts.schemas);
}

void add_workflows(http::OperationHandlers& handlers, const WorkflowParts& parts) {
  using Configure = application::ConfigureWorkflows;
  auto& writer = parts.writer;
  auto& workflows = parts.store.workflows;
  auto& configure = parts.use_cases.configure_workflows;
  http::WorkflowFronts fronts{
      writer.front<Workflow, application::Configured<Workflow>>(
          Lane::urgent,
          "save_workflow",
          [&](const Workflow& draft) { return configure.save(draft); }),
      writer.front<Configure::Toggle, Workflow>(
          Lane::urgent,
          "toggle_workflow",
          [&](const Configure::Toggle& toggle) { return configure.toggle(toggle); }),
      writer.front<Configure::Removal, Done>(
          Lane::urgent,
          "remove_workflow",
          [&](const Configure::Removal& removal) { return configure.remove(removal); }),
      [&](const auto& tenant, const auto& id, auto version) {
        return looked_at(writer, [&] {
          return version ? workflows.find_version(tenant, id, *version)
                         : workflows.find(tenant, id);
        });
      },
      [&](const auto& tenant) {
        return looked_at(writer, [&] { return workflows.list(tenant); });
      }};
  http::add_workflow_operations(handlers, std::move(fronts), parts.readers);
}

void add_schedule(http::OperationHandlers& handlers, const WorkflowParts& parts) {
  using Schedule = application::ScheduleJobs;
  auto& schedule = parts.use_cases.schedule_jobs;
  http::ScheduleFronts fronts{
      parts.writer.front<Schedule::Order, domain::ScheduledJob>(
          Lane::ordinary,
          "schedule_job",
          [&](const Schedule::Order& order) { return schedule.add(order); }),
      parts.writer.front<Schedule::Cancellation, domain::ScheduledJob>(
          Lane::urgent,
          "cancel_job",
          [&](const Schedule::Cancellation& wish) { return schedule.cancel(wish); }),
      parts.browse_jobs};
  http::add_schedule_operations(handlers, std::move(fronts), parts.readers);
}

}  // namespace

void add_workflow_operations(http::OperationHandlers& handlers, const WorkflowParts& parts) {
  add_signals(handlers, parts);
  add_workflows(handlers, parts);
  http::add_run_operations(handlers, parts.browse_runs, parts.readers);
  add_schedule(handlers, parts);
}

}  // namespace tocsin
