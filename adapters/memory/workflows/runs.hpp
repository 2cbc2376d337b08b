#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "adapters/memory/kernel/table.hpp"
#include "ports/workflows/run_reader.hpp"
#include "ports/workflows/runs.hpp"

namespace tocsin::adapters::memory {

// The open runs. A run that has ended leaves with the next flush; after that it is in `archive`.
// For the writer's thread only.
class Runs : public Part, public ports::Runs, public ports::RunReader {
 public:
  explicit Runs(ports::RunReader& archive) : archive_(archive) {}

  Result<std::optional<domain::Run>> find(const domain::TenantId& tenant,
                                          domain::RunId id) override;
  std::optional<domain::Run> find_open(domain::RunId id) override;
  void save(domain::Run run) override { table_.stage(std::move(run)); }
  std::vector<ports::RunRef> due(domain::Time now, std::size_t limit) override;
  std::optional<domain::Time> next_due() override;

  Result<std::optional<domain::Run>> find_run(const domain::TenantId& tenant,
                                              domain::RunId id) override;
  // Scans a bounded number of runs only, because the writer is waiting.
  Result<ports::RunSlice> list(const ports::RunFilter& filter,
                               std::optional<domain::RunId> before,
                               std::size_t limit) override;

  void load(ports::RowKey key, domain::Run run);
  std::size_t size() const { return table_.rows().size(); }

  void keep() override;
  void discard() override { table_.discard(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  using RunTable = Table<domain::RunId, domain::Run>;
  using Row = RunTable::Row;

  void link(const Row& row);
  void unlink(const Row& row);

  ports::RunReader& archive_;
  RunTable table_;
  std::set<std::pair<domain::Time, domain::RunId>> by_due_;  // waiting runs
};

}  // namespace tocsin::adapters::memory
