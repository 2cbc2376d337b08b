#pragma once

#include <vector>

#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription_index.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/subscriptions/configuration.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// Finds the clients that have subscribed to such an alert, and tells each once, on every endpoint
// it has named. A step, inside the unit of work of its caller.
class MatchSubscriptions {
 public:
  // What there is to tell.
  struct News {
    domain::TenantId tenant;
    domain::AlertId alert;
    domain::AlertFacts about;
  };

  MatchSubscriptions(ports::Subscriptions& subscriptions,
                     ports::Clients& clients,
                     ports::Outbox& outbox,
                     ports::IdGenerator& ids,
                     ports::Metrics& metrics);

  // Those that have been told before are passed over. Returns who is told now.
  Result<std::vector<domain::ClientId>> tell(const News& news,
                                             const std::vector<domain::ClientId>& told_before,
                                             domain::Time now);

 private:
  Result<std::vector<domain::Match>> match(const News& news);
  Result<bool> is_enabled(const domain::TenantId& tenant, const domain::ClientId& client);
  domain::Notification notification_for(const domain::Match& match,
                                        const News& news,
                                        domain::Time now);

  ports::Subscriptions& subscriptions_;
  ports::Clients& clients_;
  ports::Outbox& outbox_;
  ports::IdGenerator& ids_;
  ports::Metrics& metrics_;
};

}  // namespace tocsin::application
