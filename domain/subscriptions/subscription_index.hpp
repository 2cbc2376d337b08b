#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "domain/subscriptions/match.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::domain {

// An index of all subscriptions by pattern. Immutable: a change creates another index, which shares
// all but a few kilobytes with this one. So a copy is one pointer, a rollback keeps the previous
// index, and any number of threads may read.
//
// It holds one subscription for each tenant, pattern and client. Strings are compared exactly;
// nothing crosses tenants.
class SubscriptionIndex {
 public:
  SubscriptionIndex();
  static SubscriptionIndex of(std::span<const SharedSubscription> subscriptions);

  // Returns an index with the subscription in place of the client's for this pattern, if any. If a
  // subscription changes its pattern, also remove the old one.
  SubscriptionIndex with(SharedSubscription subscription) const;
  SubscriptionIndex without(const Subscription& subscription) const;

  // Returns the subscription, enabled or not; null if there is none.
  SharedSubscription find(const TenantId& tenant,
                          const AlertPattern& pattern,
                          const ClientId& client) const;

  // Returns the clients with enabled subscriptions that match an alert. Each client comes once;
  // their order is the same each time, but not alphabetical. The severity is a severity_word. An
  // empty value matches only any.
  std::vector<Match> match(const TenantId& tenant,
                           std::string_view severity,
                           std::string_view source,
                           std::string_view name) const;

  // Returns the number of subscriptions, enabled or not.
  std::size_t size() const;

  // Returns the number of lookups per match: one for each combination of exact and any that is in
  // use.
  std::size_t probes() const;

 private:
  struct Root;

  void add(SharedSubscription subscription);
  void remove(const Subscription& subscription);

  std::shared_ptr<Root> root_;
};

}  // namespace tocsin::domain
