#pragma once

#include <set>

#include "adapters/memory/kernel/part.hpp"
#include "ports/logs/seeded_tenants.hpp"

namespace tocsin::adapters::memory {

// The tenants that have the default log rules. For the writer's thread only.
class SeededTenants : public Part, public ports::SeededTenants {
 public:
  bool contains(const domain::TenantId& tenant) override;
  void add(const domain::TenantId& tenant) override { staged_.insert(tenant); }

  void load(domain::TenantId tenant) { kept_.insert(std::move(tenant)); }

  void keep() override;
  void discard() override { staged_.clear(); }
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  std::set<domain::TenantId> kept_;
  std::set<domain::TenantId> staged_;
  std::set<domain::TenantId> changes_;
};

}  // namespace tocsin::adapters::memory
