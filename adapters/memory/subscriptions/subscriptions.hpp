#pragma once

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "adapters/memory/kernel/part.hpp"
#include "domain/subscriptions/subscription_index.hpp"
#include "ports/subscriptions/subscription_reader.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::adapters::memory {

// All subscriptions. The changes of a unit of work are staged together with an index of stored and
// staged ones, which costs as little as returning to the previous index. For the writer's thread
// only.
class Subscriptions : public Part, public ports::Subscriptions, public ports::SubscriptionReader {
 public:
  using Entry = ports::Subscriptions::Entry;

  Result<Entry> find(const domain::TenantId& tenant, const domain::SubscriptionId& id) override;
  Result<Entry> find_by_endpoint(const domain::TenantId& tenant,
                                 const domain::EndpointId& id) override;
  Result<Entry> find_same(const domain::TenantId& tenant,
                          const domain::AlertPattern& pattern,
                          const domain::ClientId& client) override;
  Result<std::vector<domain::Match>> match(const domain::TenantId& tenant,
                                           std::string_view severity,
                                           std::string_view source,
                                           std::string_view name) override;
  void save(domain::Subscription subscription) override;
  void remove(const domain::TenantId& tenant, const domain::SubscriptionId& id) override;
  void remove_of(const domain::TenantId& tenant, const domain::ClientId& client) override;

  Result<Entry> look_up(const domain::TenantId& tenant, const domain::SubscriptionId& id) override;
  Result<Entry> look_up_endpoint(const domain::TenantId& tenant,
                                 const domain::EndpointId& id) override;
  Result<ports::Excerpt<Entry>> list(const domain::TenantId& tenant,
                                     const std::optional<domain::ClientId>& client,
                                     std::size_t offset,
                                     std::size_t limit) override;

  // Adds a stored entry. Call it before the first use of the index.
  void load(const Entry& entry);
  void loaded();
  std::size_t size() const { return kept_.size(); }

  void keep() override;
  void discard() override;
  void flush(ports::Ledger& ledger) override;
  void clear() override;

 private:
  // The entries by id, which is the order of creation, so that any slice can be read directly.
  using List = std::vector<Entry>;
  using ClientKey = std::pair<domain::TenantId, domain::ClientId>;
  using Change = std::pair<domain::SubscriptionId, Entry>;  // without an entry: removed

  Entry current(const domain::SubscriptionId& id) const;
  Entry kept(const domain::SubscriptionId& id) const;
  void stage(const domain::SubscriptionId& id, Entry entry);
  void put(const Entry& entry);
  void take_out(const Entry& entry);
  void forget_endpoints(const Entry& entry);

  std::map<domain::SubscriptionId, Entry> kept_;
  std::map<domain::EndpointId, domain::SubscriptionId> by_endpoint_;
  std::map<domain::TenantId, List> by_tenant_;
  std::map<ClientKey, List> by_client_;
  domain::SubscriptionIndex index_;

  std::map<domain::SubscriptionId, Entry> staged_;
  domain::SubscriptionIndex staged_index_;
  std::vector<Change> changes_;
};

}  // namespace tocsin::adapters::memory
