#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::adapters::memory {

// The workflows, each version immutable. For the writer's thread only.
class Workflows : public Part, public ports::Workflows {
 public:
  Result<Entry> find(const domain::TenantId& tenant, const domain::WorkflowId& id) override;
  Result<Entry> find_version(const domain::TenantId& tenant,
                             const domain::WorkflowId& id,
                             std::uint64_t version) override;
  Result<std::uint64_t> last_version(const domain::TenantId& tenant,
                                     const domain::WorkflowId& id) override;
  Result<std::vector<Entry>> list(const domain::TenantId& tenant) override;
  Result<const std::vector<Entry>*> of_type(const domain::TenantId& tenant,
                                            std::string_view signal_type) override;
  void save(domain::Workflow workflow) override;
  void remove(const domain::TenantId& tenant, const domain::WorkflowId& id) override;

  // Adds a stored version, in the order of versions; of a version that is not shown, only the
  // number is known.
  void load(const Entry& entry, bool is_shown);

  void keep() override;
  void discard() override { staged_.clear(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  struct Versions {
    std::map<std::uint64_t, Entry> shown;
    std::uint64_t last = 0;

    Entry newest() const { return shown.empty() ? Entry{} : shown.rbegin()->second; }
  };
  // A change of a workflow; without an entry, all versions are removed.
  struct Change {
    domain::TenantId tenant;
    domain::WorkflowId id;
    Entry entry;
  };
  using ByType = std::map<std::string, std::vector<Entry>, std::less<>>;

  const Versions* versions_of(const domain::TenantId& tenant, const domain::WorkflowId& id) const;
  void put(const Entry& entry);
  void index(const domain::TenantId& tenant);

  std::map<domain::TenantId, std::map<domain::WorkflowId, Versions>> kept_;
  std::map<domain::TenantId, ByType> by_type_;  // the newest enabled versions
  std::vector<Change> staged_;
  std::vector<Entry> staged_of_type_;
  std::vector<Change> changes_;
};

}  // namespace tocsin::adapters::memory
