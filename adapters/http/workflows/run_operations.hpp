#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "application/workflows/browse_runs.hpp"

namespace tocsin::adapters::http {

// /v1/runs. `browse` may wait; both must outlive the handlers.
void add_run_operations(OperationHandlers& handlers,
                        application::BrowseRuns& browse,
                        ReaderPool& readers);

}  // namespace tocsin::adapters::http
