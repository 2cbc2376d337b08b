#include "application/workflows/cancel_job.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"
#include "domain/workflows/scheduled_job.hpp"

namespace tocsin::application {

Result<CancelJob::Outcome> CancelJob::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto job = ports_.scheduled_jobs.find(command.tenant, command.job);
  if (!job) return Failure{job.error()};
  if (!*job) {
    return fail(ErrorKind::not_found, "scheduled job " + to_text(command.job) + " not found");
  }
  if ((*job)->status == domain::ScheduledJobStatus::cancelled) return **job;
  if (!(*job)->cancel(command.by, around_.clock.now())) {
    return fail(ErrorKind::conflict, "the job is already completed");
  }
  ports_.scheduled_jobs.save(**job);
  return transaction.commit(std::move(**job));
}

}  // namespace tocsin::application
