#pragma once

#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::application {

// Removes a subscription with its endpoints. Deliveries to them that are pending are suppressed.
class RemoveSubscription {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::SubscriptionId subscription;
  };
  using Outcome = Done;

  static constexpr std::string_view name = "remove_rule";

  RemoveSubscription(SubscriptionPorts ports, Surroundings around)
      : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
