#pragma once

#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::application {

// Subscribes a client to the alerts that match a pattern.
class AddSubscription {
 public:
  using Command = domain::Subscription;
  using Outcome = domain::Subscription;

  static constexpr std::string_view name = "add_rule";

  AddSubscription(SubscriptionPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Adds the endpoints as well. Fails with not_found if the client does not exist, with conflict if
  // it already has such a subscription, and with invalid if the pattern matches everything.
  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
