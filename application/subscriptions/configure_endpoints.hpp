#pragma once

#include <optional>
#include <string>

#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// Says where clients hear of the alerts of a subscription.
class ConfigureEndpoints {
 public:
  struct Addition {
    domain::TenantId tenant;
    domain::SubscriptionId subscription;
    domain::Channel channel = domain::Channel::webhook;
    std::string address;
  };

  struct Change {
    domain::TenantId tenant;
    domain::EndpointId endpoint;
    std::optional<domain::Channel> channel;
    std::optional<std::string> address;
    std::optional<bool> enabled;
  };

  struct Removal {
    domain::TenantId tenant;
    domain::EndpointId endpoint;
  };

  // An endpoint, and the subscription that it belongs to.
  struct Answer {
    domain::SubscriptionId subscription;
    domain::Endpoint endpoint;

    bool operator==(const Answer&) const = default;
  };

  ConfigureEndpoints(ports::UnitOfWork& work,
                     ports::Subscriptions& subscriptions,
                     ports::IdGenerator& ids,
                     const ports::Clock& clock);

  // not_found when there is no such subscription; conflict when it has this endpoint already.
  Result<Answer> add(const Addition& addition);

  Result<Answer> change(const Change& change);

  Result<Done> remove(const Removal& removal);

 private:
  Result<domain::Subscription> owner_of(const domain::TenantId& tenant,
                                        const domain::EndpointId& endpoint);

  ports::UnitOfWork& work_;
  ports::Subscriptions& subscriptions_;
  ports::IdGenerator& ids_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
