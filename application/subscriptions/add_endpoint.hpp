#pragma once

#include <string>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/endpoint_owner.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::application {

// Adds an endpoint to a subscription: a channel and an address where its client is notified.
class AddEndpoint {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::SubscriptionId subscription;
    domain::Channel channel = domain::Channel::webhook;
    std::string address;
  };
  using Outcome = ConfiguredEndpoint;

  static constexpr std::string_view name = "add_endpoint";

  AddEndpoint(SubscriptionPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Fails with not_found if the subscription does not exist, and with conflict if it has this
  // endpoint, or too many.
  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
