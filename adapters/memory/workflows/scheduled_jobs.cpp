#include "adapters/memory/workflows/scheduled_jobs.hpp"

namespace tocsin::adapters::memory {

using domain::ScheduledJob;
using domain::ScheduledJobId;
using domain::TenantId;
using domain::Time;

Result<std::optional<ScheduledJob>> ScheduledJobs::find(const TenantId& tenant, ScheduledJobId id) {
  const ScheduledJob* job = table_.find(id);
  if (!job) return archive_.find_job(tenant, id);
  return job->tenant == tenant ? std::optional{*job} : std::nullopt;
}

std::vector<ScheduledJob> ScheduledJobs::due(Time now, std::size_t limit) {
  std::vector<ScheduledJob> due;
  for (const auto& [at, id] : by_due_) {
    if (at > now || due.size() == limit) break;
    due.push_back(table_.row(id)->value);
  }
  return due;
}

std::optional<Time> ScheduledJobs::next_due() {
  if (by_due_.empty()) return std::nullopt;
  return by_due_.begin()->first;
}

Result<std::optional<ScheduledJob>> ScheduledJobs::find_job(const TenantId& tenant,
                                                            ScheduledJobId id) {
  const Row* row = table_.row(id);
  if (!row || row->value.tenant != tenant) return std::optional<ScheduledJob>{};
  return std::optional{row->value};
}

void ScheduledJobs::load(ports::RowKey key, ScheduledJob job) {
  link(table_.load(key, std::move(job)));
}

void ScheduledJobs::keep() {
  table_.keep([this](Row& row, const auto&) { unlink(row); }, [this](Row& row) { link(row); });
}

void ScheduledJobs::flush(ports::Ledger& ledger) {
  table_.flush([&](Row& row) {
    const bool has_ended = row.value.has_ended();
    if (has_ended) {
      ledger.archive_scheduled_job(row.key, row.value);
    } else {
      ledger.put_scheduled_job(row.key, row.value);
    }
    return has_ended;
  });
}

void ScheduledJobs::clear() {
  table_.clear();
  by_due_.clear();
}

void ScheduledJobs::link(const Row& row) {
  if (!row.value.has_ended()) by_due_.emplace(row.value.execute_at, row.value.id);
}

void ScheduledJobs::unlink(const Row& row) { by_due_.erase({row.value.execute_at, row.value.id}); }

}  // namespace tocsin::adapters::memory
