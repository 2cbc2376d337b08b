#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "domain/subscriptions/subscription_index.hpp"

namespace tocsin::ports {

// What clients have subscribed to. What a read returns is one version of it: it never changes,
// later saves make another. Part of the unit of work.
class Subscriptions {
 public:
  using Entry = std::shared_ptr<const domain::Subscription>;

  virtual ~Subscriptions() = default;

  // Null when there is none.
  virtual Result<Entry> find(const domain::TenantId& tenant, const domain::SubscriptionId& id) = 0;

  // The one with that endpoint; null when there is none.
  virtual Result<Entry> find_by_endpoint(const domain::TenantId& tenant,
                                         const domain::EndpointId& id) = 0;

  // The client's own for that pattern, enabled or not; null when there is none.
  virtual Result<Entry> find_same(const domain::TenantId& tenant,
                                  const domain::AlertPattern& pattern,
                                  const domain::ClientId& client) = 0;

  // Who wants to hear of such an alert: enabled subscriptions only. See SubscriptionIndex::match.
  // What is returned points into the index as it is until the end of the unit of work.
  virtual Result<std::vector<domain::Match>> match(const domain::TenantId& tenant,
                                                   std::string_view severity,
                                                   std::string_view source,
                                                   std::string_view name) = 0;

  virtual void save(domain::Subscription subscription) = 0;

  virtual void remove(const domain::TenantId& tenant, const domain::SubscriptionId& id) = 0;

  // All of the client's.
  virtual void remove_of(const domain::TenantId& tenant, const domain::ClientId& client) = 0;
};

}  // namespace tocsin::ports
