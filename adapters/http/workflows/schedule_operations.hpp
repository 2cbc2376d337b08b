#pragma once

#include "adapters/http/api/api.hpp"
#include "adapters/http/api/reader_pool.hpp"
#include "application/workflows/browse_scheduled_jobs.hpp"
#include "application/workflows/cancel_job.hpp"
#include "application/workflows/schedule_job.hpp"
#include "ports/kernel/front.hpp"

namespace tocsin::adapters::http {

// Schedules, shows and cancels jobs. `browse` may wait.
struct ScheduleFronts {
  ports::FrontOf<application::ScheduleJob> add;
  ports::FrontOf<application::CancelJob> cancel;
  application::BrowseScheduledJobs& browse;
};

// /v1/schedule. `readers` must outlive the handlers.
void add_schedule_operations(OperationHandlers& handlers,
                             ScheduleFronts fronts,
                             ReaderPool& readers);

}  // namespace tocsin::adapters::http
