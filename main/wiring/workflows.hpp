#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "adapters/json/schema/schemas.hpp"
#include "adapters/memory/store.hpp"
#include "adapters/writer/writer.hpp"
#include "application/workflows/browse_runs.hpp"
#include "application/workflows/browse_scheduled_jobs.hpp"
#include "main/wiring/use_cases.hpp"

namespace tocsin {

// What the routes about signals and workflows work with. Everything must outlive the handlers.
struct WorkflowParts {
  adapters::writer::Writer& writer;
  UseCases& use_cases;
  adapters::memory::Store& store;
  application::BrowseRuns& browse_runs;
  application::BrowseScheduledJobs& browse_jobs;
  adapters::http::ReaderPool& readers;
  const adapters::json::Schemas& schemas;
};

// Signals, workflows, their runs, and what is scheduled.
void add_workflow_operations(adapters::http::OperationHandlers& handlers,
                             const WorkflowParts& parts);

}  // namespace tocsin
