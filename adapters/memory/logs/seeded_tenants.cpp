#include "adapters/memory/logs/seeded_tenants.hpp"

namespace tocsin::adapters::memory {

bool SeededTenants::contains(const domain::TenantId& tenant) {
  return staged_.contains(tenant) || kept_.contains(tenant);
}

void SeededTenants::keep() {
  kept_.insert(staged_.begin(), staged_.end());
  changes_.merge(staged_);
  staged_.clear();
}

void SeededTenants::flush(ports::Ledger& ledger) {
  for (const auto& tenant : changes_)
    ledger.put_seeded_tenant(tenant);
  changes_.clear();
}

void SeededTenants::clear() {
  kept_.clear();
  staged_.clear();
  changes_.clear();
}

}  // namespace tocsin::adapters::memory
