#include "adapters/memory/kernel/entries.hpp"

#include <algorithm>
#include <iterator>

namespace tocsin::adapters::memory {

using domain::Client;
using domain::EscalationPolicy;
using domain::EventManager;
using domain::GroupingRule;
using domain::Service;
using domain::TenantId;

namespace {

void put_into(ports::Ledger& ledger, const Service& service) { ledger.put_service(service); }
void put_into(ports::Ledger& ledger, const GroupingRule& rule) { ledger.put_grouping_rule(rule); }
void put_into(ports::Ledger& ledger, const EventManager& manager) {
  ledger.put_event_manager(manager);
}
void put_into(ports::Ledger& ledger, const EscalationPolicy& policy) {
  ledger.put_escalation_policy(policy);
}

void put_into(ports::Ledger& ledger, const Client& client) { ledger.put_client(client); }
void put_into(ports::Ledger& ledger, const domain::LogRule& rule) { ledger.put_log_rule(rule); }

void remove_from(ports::Ledger& ledger, const TenantId& tenant, const domain::ClientId& id) {
  ledger.remove_client(tenant, id);
}
void remove_from(ports::Ledger& ledger, const TenantId& tenant, const domain::LogRuleId& id) {
  ledger.remove_log_rule(tenant, id);
}
void remove_from(ports::Ledger& ledger, const TenantId& tenant, const domain::ServiceId& id) {
  ledger.remove_service(tenant, id);
}
void remove_from(ports::Ledger& ledger, const TenantId& tenant, const domain::GroupingRuleId& id) {
  ledger.remove_grouping_rule(tenant, id);
}
void remove_from(ports::Ledger& ledger, const TenantId& tenant, const domain::EventManagerId& id) {
  ledger.remove_event_manager(tenant, id);
}
void remove_from(ports::Ledger& ledger,
                 const TenantId& tenant,
                 const domain::EscalationPolicyId& id) {
  ledger.remove_escalation_policy(tenant, id);
}

}  // namespace

template <typename Entity>
Result<typename Entries<Entity>::Entry> Entries<Entity>::find(const TenantId& tenant,
                                                              const Id& id) {
  const auto staged = std::find_if(staged_.rbegin(), staged_.rend(), [&](const Change& change) {
    return change.id == id && change.tenant == tenant;
  });
  if (staged != staged_.rend()) return staged->entry;

  const auto entries = kept_.find(tenant);
  if (entries == kept_.end()) return Entry{};
  const auto found = entries->second.find(id);
  return found == entries->second.end() ? Entry{} : found->second;
}

template <typename Entity>
Result<std::vector<typename Entries<Entity>::Entry>> Entries<Entity>::list(const TenantId& tenant) {
  auto entries = kept_[tenant];
  for (const auto& change : staged_) {
    if (change.tenant == tenant) entries[change.id] = change.entry;
  }
  std::vector<Entry> result;
  for (auto& [id, entry] : entries) {
    if (entry) result.push_back(std::move(entry));
  }
  return result;
}

template <typename Entity>
Result<typename Entries<Entity>::Snapshot> Entries<Entity>::snapshot(const TenantId& tenant) {
  const bool is_staged = std::any_of(staged_.begin(), staged_.end(), [&](const Change& change) {
    return change.tenant == tenant;
  });
  if (is_staged) return std::make_shared<const std::vector<Entry>>(*list(tenant));

  auto& snapshot = snapshots_[tenant];
  if (!snapshot) snapshot = std::make_shared<const std::vector<Entry>>(*list(tenant));
  return snapshot;
}

template <typename Entity>
void Entries<Entity>::save(Entity entity) {
  auto entry = std::make_shared<const Entity>(std::move(entity));
  staged_.push_back({entry->tenant, entry->id, entry});
}

template <typename Entity>
void Entries<Entity>::remove(const TenantId& tenant, const Id& id) {
  staged_.push_back({tenant, id, nullptr});
}

template <typename Entity>
void Entries<Entity>::keep() {
  for (const auto& change : staged_) {
    snapshots_.erase(change.tenant);
    if (change.entry) {
      put(change.entry);
    } else {
      kept_[change.tenant].erase(change.id);
    }
  }
  std::move(staged_.begin(), staged_.end(), std::back_inserter(changes_));
  staged_.clear();
}

template <typename Entity>
void Entries<Entity>::flush(ports::Ledger& ledger) {
  for (const auto& change : changes_) {
    if (change.entry) {
      put_into(ledger, *change.entry);
    } else {
      remove_from(ledger, change.tenant, change.id);
    }
  }
  changes_.clear();
}

template <typename Entity>
void Entries<Entity>::clear() {
  kept_.clear();
  snapshots_.clear();
  staged_.clear();
  changes_.clear();
}

template <typename Entity>
void Entries<Entity>::put(Entry entry) {
  const Entity& entity = *entry;
  kept_[entity.tenant].insert_or_assign(entity.id, std::move(entry));
}

template class Entries<Service>;
template class Entries<EscalationPolicy>;
template class Entries<EventManager>;
template class Entries<GroupingRule>;
template class Entries<Client>;
template class Entries<domain::LogRule>;

}  // namespace tocsin::adapters::memory
