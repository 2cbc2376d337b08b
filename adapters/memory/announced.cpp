#include "adapters/memory/announced.hpp"

namespace tocsin::adapters::memory {

using domain::AlertId;
using domain::ClientId;
using domain::TenantId;

Result<std::vector<ClientId>> Announced::told(const TenantId& tenant, const AlertId& alert) {
  const auto kept = kept_.find({tenant, alert});
  if (kept != kept_.end()) return kept->second;
  return ledger_.find_announced(tenant, alert);
}

void Announced::remember(const TenantId& tenant,
                         const AlertId& alert,
                         std::vector<ClientId> clients) {
  staged_.emplace(Key{tenant, alert}, std::move(clients));
}

void Announced::keep() {
  if (!staged_) return;
  kept_.insert_or_assign(std::move(staged_->first), std::move(staged_->second));
  staged_.reset();
}

void Announced::flush(ports::Ledger& ledger) {
  for (const auto& [key, clients] : kept_)
    ledger.put_announced(key.tenant, key.alert, clients);
  kept_.clear();
}

void Announced::clear() {
  staged_.reset();
  kept_.clear();
}

}  // namespace tocsin::adapters::memory
