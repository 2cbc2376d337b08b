#include "application/workflows/schedule_job.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Duration;
using domain::ScheduledJob;
using domain::Time;

namespace {

constexpr Duration farthest = std::chrono::hours{24 * 3653};

}  // namespace

Result<ScheduleJob::Outcome> ScheduleJob::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto now = around_.clock.now();
  const auto* delay = std::get_if<Duration>(&command.when);
  const auto* at = std::get_if<Time>(&command.when);
  const bool is_too_far = at ? *at > now + farthest : *delay > farthest;
  if (is_too_far) {
    return fail(ErrorKind::invalid,
                "must not be more than ten years from now",
                at ? "/execute_at" : "/delay_seconds");
  }
  ScheduledJob job;
  job.id = {around_.ids.next()};
  job.tenant = command.tenant;
  job.by = command.by;
  job.order = command.what;
  job.execute_at = std::max(now, at ? *at : now + *delay);
  job.queue_name = command.queue_name;
  job.created_at = now;
  job.updated_at = now;
  ports_.scheduled_jobs.save(job);
  return transaction.commit(std::move(job));
}

}  // namespace tocsin::application
