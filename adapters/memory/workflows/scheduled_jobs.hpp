#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "adapters/memory/kernel/table.hpp"
#include "ports/workflows/scheduled_jobs.hpp"

namespace tocsin::adapters::memory {

// The pending jobs. A job that has ended leaves with the next flush; after that it is in `archive`.
// For the writer's thread only.
class ScheduledJobs : public Part, public ports::ScheduledJobs, public ports::ScheduledJobReader {
 public:
  explicit ScheduledJobs(ports::ScheduledJobReader& archive) : archive_(archive) {}

  Result<std::optional<domain::ScheduledJob>> find(const domain::TenantId& tenant,
                                                   domain::ScheduledJobId id) override;
  void save(domain::ScheduledJob job) override { table_.stage(std::move(job)); }
  std::vector<domain::ScheduledJob> due(domain::Time now, std::size_t limit) override;
  std::optional<domain::Time> next_due() override;

  Result<std::optional<domain::ScheduledJob>> find_job(const domain::TenantId& tenant,
                                                       domain::ScheduledJobId id) override;

  void load(ports::RowKey key, domain::ScheduledJob job);
  std::size_t size() const { return table_.rows().size(); }

  void keep() override;
  void discard() override { table_.discard(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  using JobTable = Table<domain::ScheduledJobId, domain::ScheduledJob>;
  using Row = JobTable::Row;

  void link(const Row& row);
  void unlink(const Row& row);

  ports::ScheduledJobReader& archive_;
  JobTable table_;
  std::set<std::pair<domain::Time, domain::ScheduledJobId>> by_due_;
};

}  // namespace tocsin::adapters::memory
