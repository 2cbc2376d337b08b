#include "application/workflows/browse_scheduled_jobs.hpp"

#include <utility>

namespace tocsin::application {

BrowseScheduledJobs::BrowseScheduledJobs(ports::ScheduledJobReader& open,
                                         ports::ScheduledJobReader& ended)
    : open_(open), ended_(ended) {}

// Reads pending jobs first: one that has just ended is found by the second reader.
Result<domain::ScheduledJob> BrowseScheduledJobs::find(const domain::TenantId& tenant,
                                                       domain::ScheduledJobId id) {
  for (auto* reader : {&open_, &ended_}) {
    auto found = reader->find_job(tenant, id);
    if (!found) return Failure{found.error()};
    if (*found) return *std::move(*found);
  }
  return fail(ErrorKind::not_found, "scheduled job " + to_text(id) + " not found");
}

}  // namespace tocsin::application
