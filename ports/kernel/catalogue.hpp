#pragma once

#include <memory>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::ports {

// What a tenant has configured of one kind, by the names people gave. What a read returns is one
// version of the entry: it never changes, later saves make another. Part of the unit of work.
template <typename Entity>
class Catalogue {
 public:
  using Entry = std::shared_ptr<const Entity>;
  using Snapshot = std::shared_ptr<const std::vector<Entry>>;

  virtual ~Catalogue() = default;

  // Null when there is none.
  virtual Result<Entry> find(const domain::TenantId& tenant, const typename Entity::Id& id) = 0;

  // All of the tenant's, ordered by id.
  virtual Result<std::vector<Entry>> list(const domain::TenantId& tenant) = 0;

  // The same, for those who make something of all of them: it is another one only when something
  // has changed.
  virtual Result<Snapshot> snapshot(const domain::TenantId& tenant) = 0;

  virtual void save(Entity entity) = 0;

  virtual void remove(const domain::TenantId& tenant, const typename Entity::Id& id) = 0;
};

}  // namespace tocsin::ports
