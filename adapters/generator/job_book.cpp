#include "adapters/generator/job_book.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "domain/kernel/words.hpp"

namespace tocsin::adapters::generator {

using domain::GeneratorJob;
using domain::GeneratorJobId;
using domain::JobStatus;
using domain::TenantId;

namespace {

constexpr std::size_t max_kept = 100;
constexpr std::ptrdiff_t max_waiting = 16;

Failure no_such_job(GeneratorJobId id) {
  return fail(ErrorKind::not_found, "generator job " + to_text(id) + " not found");
}

}  // namespace

Result<GeneratorJob> JobBook::add(GeneratorJob job) {
  const auto waiting = std::count_if(jobs_.begin(), jobs_.end(), [](const GeneratorJob& other) {
    return other.status == JobStatus::pending;
  });
  if (waiting >= max_waiting) {
    return fail(ErrorKind::unavailable,
                "the limit of 16 waiting generator jobs is reached; retry later");
  }
  if (jobs_.size() >= max_kept) forget_oldest();
  jobs_.push_back(std::move(job));
  return jobs_.back();
}

// Forgets the oldest ended job. There always is one: fewer jobs wait or run than are stored.
void JobBook::forget_oldest() {
  const auto oldest = std::find_if(
      jobs_.begin(), jobs_.end(), [](const GeneratorJob& job) { return job.is_over(); });
  if (oldest != jobs_.end()) jobs_.erase(oldest);
}

std::vector<GeneratorJob> JobBook::list(const TenantId& tenant,
                                        std::optional<JobStatus> status) const {
  std::vector<GeneratorJob> listed;
  std::copy_if(
      jobs_.rbegin(), jobs_.rend(), std::back_inserter(listed), [&](const GeneratorJob& job) {
        return job.tenant == tenant && (!status || job.status == *status);
      });
  return listed;
}

Result<GeneratorJob> JobBook::get(const TenantId& tenant, GeneratorJobId id) const {
  const auto* job = find(tenant, id);
  if (job == nullptr) return no_such_job(id);
  return *job;
}

Result<GeneratorJob> JobBook::cancel(const TenantId& tenant, GeneratorJobId id, domain::Time now) {
  if (find(tenant, id) == nullptr) return no_such_job(id);
  auto& job = *find(id);
  if (job.is_over()) {
    return fail(ErrorKind::invalid,
                "Job cannot be cancelled. Current status: " + std::string{word_for(job.status)});
  }
  job.status = JobStatus::cancelled;
  job.completed_at = now;
  return job;
}

GeneratorJob* JobBook::current() {
  auto first = jobs_.end();
  for (auto job = jobs_.begin(); job != jobs_.end(); ++job) {
    if (job->status == JobStatus::running) return &*job;
    if (job->status == JobStatus::pending && first == jobs_.end()) first = job;
  }
  return first == jobs_.end() ? nullptr : &*first;
}

GeneratorJob* JobBook::find(GeneratorJobId id) {
  const auto job = std::find_if(
      jobs_.begin(), jobs_.end(), [&](const GeneratorJob& other) { return other.id == id; });
  return job == jobs_.end() ? nullptr : &*job;
}

const GeneratorJob* JobBook::find(const TenantId& tenant, GeneratorJobId id) const {
  const auto job = std::find_if(jobs_.begin(), jobs_.end(), [&](const GeneratorJob& other) {
    return other.id == id && other.tenant == tenant;
  });
  return job == jobs_.end() ? nullptr : &*job;
}

}  // namespace tocsin::adapters::generator
