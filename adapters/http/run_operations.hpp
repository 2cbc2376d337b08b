#pragma once

#include "adapters/http/api.hpp"
#include "adapters/http/reader_pool.hpp"
#include "application/browse_runs.hpp"

namespace tocsin::adapters::http {

// /v1/runs. `browse` may wait; both must outlive the handlers.
void add_run_operations(OperationHandlers& handlers,
                        application::BrowseRuns& browse,
                        ReaderPool& readers);

}  // namespace tocsin::adapters::http
