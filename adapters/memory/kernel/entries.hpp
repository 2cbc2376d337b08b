#pragma once

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "ports/kernel/catalogue.hpp"

namespace tocsin::adapters::memory {

// The configuration entries of one kind, each version immutable. For the writer's thread only.
template <typename Entity>
class Entries : public Part, public ports::Catalogue<Entity> {
 public:
  using Entry = typename ports::Catalogue<Entity>::Entry;
  using Snapshot = typename ports::Catalogue<Entity>::Snapshot;
  using Id = typename Entity::Id;

  Result<Entry> find(const domain::TenantId& tenant, const Id& id) override;
  Result<std::vector<Entry>> list(const domain::TenantId& tenant) override;
  Result<Snapshot> snapshot(const domain::TenantId& tenant) override;
  void save(Entity entity) override;
  void remove(const domain::TenantId& tenant, const Id& id) override;

  void load(Entry entry) { put(std::move(entry)); }

  void keep() override;
  void discard() override { staged_.clear(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  // A change of an entry; without a new version, the entry is removed.
  struct Change {
    domain::TenantId tenant;
    Id id;
    Entry entry;
  };

  void put(Entry entry);

  std::map<domain::TenantId, std::map<Id, Entry>> kept_;
  std::map<domain::TenantId, Snapshot> snapshots_;  // of the stored entries, until they change
  std::vector<Change> staged_;
  std::vector<Change> changes_;
};

}  // namespace tocsin::adapters::memory
