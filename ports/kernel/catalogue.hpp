#pragma once

#include <memory>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// Stores one kind of configuration entry by tenant and id. A returned entry is an immutable
// version: later saves create another one. Part of the unit of work.
template <typename Entity>
class Catalogue {
 public:
  using Entry = std::shared_ptr<const Entity>;
  using Snapshot = std::shared_ptr<const std::vector<Entry>>;

  virtual ~Catalogue() = default;

  // Returns null if the entry does not exist.
  virtual Result<Entry> find(const domain::TenantId& tenant, const typename Entity::Id& id) = 0;

  // Returns all entries of the tenant, ordered by id.
  virtual Result<std::vector<Entry>> list(const domain::TenantId& tenant) = 0;

  // Returns the same entries as a shared snapshot, for callers that derive data from all of them:
  // the pointer differs only if an entry has changed.
  virtual Result<Snapshot> snapshot(const domain::TenantId& tenant) = 0;

  virtual void save(Entity entity) = 0;

  virtual void remove(const domain::TenantId& tenant, const typename Entity::Id& id) = 0;
};

}  // namespace tocsin::ports
