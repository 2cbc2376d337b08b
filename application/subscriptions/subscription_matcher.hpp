#pragma once

#include <vector>

#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription_index.hpp"

namespace tocsin::application {

// Notifies the clients with subscriptions that match an alert, each once, on every endpoint of
// those subscriptions. A step inside the unit of work of its caller.
class SubscriptionMatcher {
 public:
  // The alert to notify about.
  struct News {
    domain::TenantId tenant;
    domain::AlertId alert;
    domain::AlertFacts about;
  };

  SubscriptionMatcher(SubscriptionPorts ports, Surroundings around)
      : ports_(ports), around_(around) {}

  // Skips clients that have been notified before. Returns the clients that are notified now.
  Result<std::vector<domain::ClientId>> notify(const Scope& scope,
                                               const News& news,
                                               const std::vector<domain::ClientId>& told_before,
                                               domain::Time now);

 private:
  Result<std::vector<domain::Match>> match(const News& news);
  Result<bool> is_enabled(const domain::TenantId& tenant, const domain::ClientId& client);
  domain::Notification notification_for(const domain::Match& match,
                                        const News& news,
                                        domain::Time now);

  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
