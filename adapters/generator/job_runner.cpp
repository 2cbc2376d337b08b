#include "adapters/generator/job_runner.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tocsin::adapters::generator {

using domain::Duration;
using domain::GeneratorJob;
using domain::GeneratorJobId;
using domain::GeneratorSettings;
using domain::JobStatus;
using domain::TenantId;
using domain::Time;

namespace {

constexpr std::uint64_t max_batch = 500;
constexpr Duration pause_when_busy{100};
constexpr Duration patience = std::chrono::minutes{1};

// Returns a seed that fits into a double, because some readers parse JSON's numbers as doubles.
std::uint64_t seed_from(const boost::uuids::uuid& uuid) {
  constexpr std::uint64_t bits_53 = (std::uint64_t{1} << 53U) - 1;
  std::uint64_t seed = 0;
  for (std::size_t byte = 8; byte < 16; ++byte)
    seed = seed << 8U | uuid.data[byte];
  return seed & bits_53;
}

void end(GeneratorJob& job, JobStatus status, Time now) {
  job.status = status;
  job.completed_at = now;
}

}  // namespace

JobRunner::JobRunner(Submit submit,
                     const ports::Clock& clock,
                     ports::IdGenerator& ids,
                     std::function<void()> wake)
    : submit_(std::move(submit)), clock_(clock), ids_(ids), wake_(std::move(wake)) {}

Result<GeneratorJob> JobRunner::start(TenantId tenant,
                                      std::string by,
                                      GeneratorSettings settings,
                                      std::optional<std::uint64_t> seed) {
  GeneratorJob job;
  job.id = {ids_.next()};
  job.tenant = std::move(tenant);
  job.by = std::move(by);
  job.settings = std::move(settings);
  job.settings.seed = seed ? *seed : seed_from(job.id.value);
  job.created_at = clock_.now();
  std::unique_lock lock{mutex_};
  auto added = book_.add(std::move(job));
  lock.unlock();
  if (added) wake_();
  return added;
}

std::vector<GeneratorJob> JobRunner::list(const TenantId& tenant,
                                          std::optional<JobStatus> status) const {
  const std::lock_guard lock{mutex_};
  return book_.list(tenant, status);
}

Result<GeneratorJob> JobRunner::find(const TenantId& tenant, GeneratorJobId id) const {
  const std::lock_guard lock{mutex_};
  return book_.get(tenant, id);
}

Result<GeneratorJob> JobRunner::stop(const TenantId& tenant, GeneratorJobId id) {
  std::unique_lock lock{mutex_};
  auto stopped = book_.cancel(tenant, id, clock_.now());
  lock.unlock();
  if (stopped) wake_();
  return stopped;
}

std::optional<Duration> JobRunner::step() {
  std::unique_lock lock{mutex_};
  if (is_in_flight_) return std::nullopt;
  const auto now = clock_.now();
  auto* const job = begin_or_go_on(now);
  if (job == nullptr) return std::nullopt;

  const auto total = run_->generator.total();
  if (run_->next == total) {
    end(*job, JobStatus::completed, now);
    return Duration::zero();
  }
  const auto elapsed = now - *job->started_at;
  const auto due = std::min(run_->generator.due_by(elapsed), total);
  if (due <= run_->next) {
    return std::chrono::ceil<Duration>(run_->generator.due(run_->next) - elapsed);
  }
  const auto count = static_cast<std::size_t>(std::min(due - run_->next, max_batch));
  if (!job->settings.mock) return send(*job, count, std::move(lock));
  run_->next += count;
  job->alerts_sent += count;
  return Duration::zero();
}

GeneratorJob* JobRunner::begin_or_go_on(Time now) {
  auto* const job = book_.current();
  if (job == nullptr || job->status == JobStatus::running) return job;
  job->status = JobStatus::running;
  job->started_at = now;
  run_.emplace(Run{job->id, domain::AlertGenerator{job->settings}, 0, {}});
  return job;
}

// Submits a batch. Releases the lock meanwhile, because the response may come from within the call,
// and the writer's queue has its own lock. So the job may be cancelled, and its place in the book
// may change.
std::optional<Duration> JobRunner::send(GeneratorJob& job,
                                        std::size_t count,
                                        std::unique_lock<std::mutex> lock) {
  AlertBatch batch{job.tenant, job.by, {}};
  for (auto n = run_->next; n < run_->next + count; ++n)
    batch.alerts.push_back(run_->generator.alert(n));
  run_->next += count;
  is_in_flight_ = true;
  const auto id = job.id;
  lock.unlock();
  const bool taken = submit_(std::move(batch),
                             [this, id](const Result<std::size_t>& kept) { answered(id, kept); });
  lock.lock();
  if (!taken) return put_off(count, clock_.now());
  run_->busy_since.reset();
  return std::nullopt;
}

std::optional<Duration> JobRunner::put_off(std::size_t count, Time now) {
  is_in_flight_ = false;
  run_->next -= count;
  if (!run_->busy_since) run_->busy_since = now;
  if (now - *run_->busy_since < patience) return pause_when_busy;

  auto* const job = book_.find(run_->job);
  if (job == nullptr || job->status != JobStatus::running) return Duration::zero();
  end(*job, JobStatus::failed, now);
  job->error = "the queue has been full for a minute";
  return Duration::zero();
}

void JobRunner::answered(GeneratorJobId id, const Result<std::size_t>& kept) {
  std::unique_lock lock{mutex_};
  is_in_flight_ = false;
  auto* const job = book_.find(id);
  if (job != nullptr && kept) job->alerts_sent += *kept;
  if (job != nullptr && !kept && job->status == JobStatus::running) {
    end(*job, JobStatus::failed, clock_.now());
    job->error = kept.error().message;
  }
  lock.unlock();
  wake_();
}

}  // namespace tocsin::adapters::generator
