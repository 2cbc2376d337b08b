#include "adapters/memory/workflows/runs.hpp"

#include <iterator>

#include "adapters/memory/kernel/slices.hpp"

namespace tocsin::adapters::memory {

using domain::Run;
using domain::RunId;
using domain::TenantId;
using domain::Time;

Result<std::optional<Run>> Runs::find(const TenantId& tenant, RunId id) {
  const Run* run = table_.find(id);
  if (!run) return archive_.find_run(tenant, id);
  return run->tenant == tenant ? std::optional{*run} : std::nullopt;
}

std::optional<Run> Runs::find_open(RunId id) {
  const Run* run = table_.find(id);
  return run && !run->has_ended() ? std::optional{*run} : std::nullopt;
}

std::vector<ports::RunRef> Runs::due(Time now, std::size_t limit) {
  std::vector<ports::RunRef> due;
  for (const auto& [at, id] : by_due_) {
    if (at > now || due.size() == limit) break;
    due.push_back({table_.row(id)->value.tenant, id});
  }
  return due;
}

std::optional<Time> Runs::next_due() {
  if (by_due_.empty()) return std::nullopt;
  return by_due_.begin()->first;
}

Result<std::optional<Run>> Runs::find_run(const TenantId& tenant, RunId id) {
  const Row* row = table_.row(id);
  if (!row || row->value.tenant != tenant) return std::optional<Run>{};
  return std::optional{row->value};
}

Result<ports::RunSlice> Runs::list(const ports::RunFilter& filter,
                                   std::optional<RunId> before,
                                   std::size_t limit) {
  return slice_of<Run>(table_, filter, before, limit);
}

void Runs::load(ports::RowKey key, Run run) { link(table_.load(key, std::move(run))); }

void Runs::keep() {
  table_.keep([this](Row& row, const auto&) { unlink(row); }, [this](Row& row) { link(row); });
}

void Runs::flush(ports::Ledger& ledger) {
  table_.flush([&](Row& row) {
    const bool has_ended = row.value.has_ended();
    if (has_ended) {
      ledger.archive_run(row.key, row.value);
    } else {
      ledger.put_run(row.key, row.value);
    }
    return has_ended;
  });
}

void Runs::clear() {
  table_.clear();
  by_due_.clear();
}

void Runs::link(const Row& row) {
  if (row.value.resume_at) by_due_.emplace(*row.value.resume_at, row.value.id);
}

void Runs::unlink(const Row& row) {
  if (row.value.resume_at) by_due_.erase({*row.value.resume_at, row.value.id});
}

}  // namespace tocsin::adapters::memory
