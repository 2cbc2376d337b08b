#pragma once

#include <map>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "ports/subscriptions/announced.hpp"
#include "ports/subscriptions/subscriptions.hpp"
#include "tests/fakes/kernel.hpp"

namespace tocsin::tests {

// Subscriptions in memory, matched by an index of their own. Its reads fail while it is
// gone.
struct FakeSubscriptions : ports::Subscriptions {
  Result<Entry> find(const domain::TenantId& tenant, const domain::SubscriptionId& id) override {
    if (is_gone) return gone();
    const auto found = kept.find({tenant, id});
    return found == kept.end() ? Entry{} : found->second;
  }

  Result<Entry> find_by_endpoint(const domain::TenantId& tenant,
                                 const domain::EndpointId& id) override {
    if (is_gone) return gone();
    for (const auto& [key, entry] : kept) {
      if (key.first == tenant && entry->find(id) != nullptr) return entry;
    }
    return Entry{};
  }

  Result<Entry> find_same(const domain::TenantId& tenant,
                          const domain::AlertPattern& pattern,
                          const domain::ClientId& client) override {
    if (same_is_gone) return gone();
    return index.find(tenant, pattern, client);
  }

  Result<std::vector<domain::Match>> match(const domain::TenantId& tenant,
                                           std::string_view severity,
                                           std::string_view source,
                                           std::string_view name) override {
    if (is_gone) return gone();
    return index.match(tenant, severity, source, name);
  }

  void save(domain::Subscription subscription) override {
    const std::pair key{subscription.tenant, subscription.id};
    remove(key.first, key.second);
    const auto entry = std::make_shared<const domain::Subscription>(std::move(subscription));
    index = index.with(entry);
    kept[key] = entry;
  }

  void remove(const domain::TenantId& tenant, const domain::SubscriptionId& id) override {
    const auto removed = kept.extract({tenant, id});
    if (!removed.empty()) index = index.without(*removed.mapped());
  }

  void remove_of(const domain::TenantId& tenant, const domain::ClientId& client) override {
    const auto all = kept;
    for (const auto& [key, entry] : all) {
      if (key.first == tenant && entry->client == client) remove(tenant, key.second);
    }
  }

  std::map<std::pair<domain::TenantId, domain::SubscriptionId>, Entry> kept;
  domain::SubscriptionIndex index;
  bool is_gone = false;
  bool same_is_gone = false;
};

struct FakeAnnounced : ports::Announced {
  using Key = std::pair<domain::TenantId, domain::AlertId>;

  Result<std::vector<domain::ClientId>> told(const domain::TenantId& tenant,
                                             const domain::AlertId& alert) override {
    if (is_gone) return gone();
    const auto found = kept.find({tenant, alert});
    return found == kept.end() ? std::vector<domain::ClientId>{} : found->second;
  }

  void remember(const domain::TenantId& tenant,
                const domain::AlertId& alert,
                std::vector<domain::ClientId> clients,
                domain::Time /*told_at*/) override {
    kept.insert_or_assign({tenant, alert}, std::move(clients));
  }

  std::map<Key, std::vector<domain::ClientId>> kept;
  bool is_gone = false;
};

}  // namespace tocsin::tests
