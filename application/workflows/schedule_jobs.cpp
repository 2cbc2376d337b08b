#include "application/workflows/schedule_jobs.hpp"

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

ScheduleJobs::ScheduleJobs(ports::UnitOfWork& work,
                           ports::ScheduledJobs& jobs,
                           ports::IdGenerator& ids,
                           const ports::Clock& clock)
    : work_(work), jobs_(jobs), ids_(ids), clock_(clock) {}

Result<ScheduledJob> ScheduleJobs::add(const Order& order) {
  Transaction transaction{work_};

  const auto now = clock_.now();
  const auto* delay = std::get_if<Duration>(&order.when);
  const auto* at = std::get_if<Time>(&order.when);
  const bool is_too_far = at ? *at > now + farthest : *delay > farthest;
  if (is_too_far) {
    return fail(ErrorKind::invalid,
                "must not be more than ten years from now",
                at ? "/execute_at" : "/delay_seconds");
  }
  ScheduledJob job;
  job.id = {ids_.next()};
  job.tenant = order.tenant;
  job.by = order.by;
  job.order = order.what;
  job.execute_at = std::max(now, at ? *at : now + *delay);
  job.queue_name = order.queue_name;
  job.created_at = now;
  job.updated_at = now;
  jobs_.save(job);
  return transaction.commit(std::move(job));
}

Result<ScheduledJob> ScheduleJobs::cancel(const Cancellation& cancellation) {
  Transaction transaction{work_};

  auto job = jobs_.find(cancellation.tenant, cancellation.job);
  if (!job) return Failure{job.error()};
  if (!*job) {
    return fail(ErrorKind::not_found, "there is no scheduled job " + to_text(cancellation.job));
  }
  if ((*job)->status == domain::ScheduledJobStatus::cancelled) return **job;
  if (!(*job)->cancel(cancellation.by, clock_.now())) {
    return fail(ErrorKind::conflict, "the job is done already");
  }
  jobs_.save(**job);
  return transaction.commit(std::move(**job));
}

}  // namespace tocsin::application
