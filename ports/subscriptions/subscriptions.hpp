#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "domain/subscriptions/subscription_index.hpp"

namespace tocsin::ports {

// Stores the subscriptions of clients. A returned entry is an immutable version: later saves create
// another one. Part of the unit of work.
class Subscriptions {
 public:
  using Entry = std::shared_ptr<const domain::Subscription>;

  virtual ~Subscriptions() = default;

  // Returns null if the subscription does not exist.
  virtual Result<Entry> find(const domain::TenantId& tenant, const domain::SubscriptionId& id) = 0;

  // Returns the subscription with that endpoint; null if there is none.
  virtual Result<Entry> find_by_endpoint(const domain::TenantId& tenant,
                                         const domain::EndpointId& id) = 0;

  // Returns the client's subscription for that pattern, enabled or not; null if there is none.
  virtual Result<Entry> find_same(const domain::TenantId& tenant,
                                  const domain::AlertPattern& pattern,
                                  const domain::ClientId& client) = 0;

  // Returns the clients with enabled subscriptions that match such an alert, see
  // SubscriptionIndex::match. The matches point into the index and are valid until the end of the
  // unit of work.
  virtual Result<std::vector<domain::Match>> match(const domain::TenantId& tenant,
                                                   std::string_view severity,
                                                   std::string_view source,
                                                   std::string_view name) = 0;

  virtual void save(domain::Subscription subscription) = 0;

  virtual void remove(const domain::TenantId& tenant, const domain::SubscriptionId& id) = 0;

  // Removes all subscriptions of the client.
  virtual void remove_of(const domain::TenantId& tenant, const domain::ClientId& client) = 0;
};

}  // namespace tocsin::ports
