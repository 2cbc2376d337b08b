#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "domain/subscriptions/match.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::domain {

// All subscriptions, found by what they subscribe to. A value that never changes: a change makes
// another index, which shares with this one all but a few kilobytes. So a copy is one pointer,
// going back is keeping the one before, and any number of threads may read.
//
// It holds one subscription for each tenant, pattern and client. Words are compared as they are
// written; nothing crosses tenants.
class SubscriptionIndex {
 public:
  SubscriptionIndex();
  static SubscriptionIndex of(std::span<const SharedSubscription> subscriptions);

  // In place of the one that the client has for this pattern, if any. When a subscription changes
  // its pattern, take out the old one too.
  SubscriptionIndex with(SharedSubscription subscription) const;
  SubscriptionIndex without(const Subscription& subscription) const;

  // Enabled or not; null when there is none.
  SharedSubscription find(const TenantId& tenant,
                          const AlertPattern& pattern,
                          const ClientId& client) const;

  // Who wants to hear of an alert: enabled subscriptions only. Each client comes once; their order
  // is the same each time, and not the alphabet's. The severity is a severity_word. What an alert
  // does not say is empty, and fits only any.
  std::vector<Match> match(const TenantId& tenant,
                           std::string_view severity,
                           std::string_view source,
                           std::string_view name) const;

  // How many subscriptions there are, enabled or not.
  std::size_t size() const;

  // How many look-ups a match takes: one for each way of being exact or any that is in use.
  std::size_t probes() const;

 private:
  struct Root;

  void add(SharedSubscription subscription);
  void remove(const Subscription& subscription);

  std::shared_ptr<Root> root_;
};

}  // namespace tocsin::domain
