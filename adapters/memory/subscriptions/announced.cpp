#include "adapters/memory/subscriptions/announced.hpp"

#include <utility>

namespace tocsin::adapters::memory {

using domain::AlertId;
using domain::ClientId;
using domain::TenantId;

Result<std::vector<ClientId>> Announced::told(const TenantId& tenant, const AlertId& alert) {
  for (const auto* newer : {&staged_, &kept_}) {
    const auto found = newer->find({tenant, alert});
    if (found != newer->end()) return found->second.clients;
  }
  return ledger_.find_announced(tenant, alert);
}

void Announced::remember(const TenantId& tenant,
                         const AlertId& alert,
                         std::vector<ClientId> clients,
                         domain::Time told_at) {
  staged_.insert_or_assign(Key{tenant, alert}, Row{std::move(clients), told_at});
}

void Announced::keep() {
  for (auto& [key, row] : staged_)
    kept_.insert_or_assign(key, std::move(row));
  staged_.clear();
}

void Announced::flush(ports::Ledger& ledger) {
  for (const auto& [key, row] : kept_)
    ledger.put_announced(key.tenant, key.alert, row.clients, row.told_at);
  kept_.clear();
}

void Announced::clear() {
  staged_.clear();
  kept_.clear();
}

}  // namespace tocsin::adapters::memory
