#pragma once

#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::application {

// Removes an endpoint from its subscription.
class RemoveEndpoint {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::EndpointId endpoint;
  };
  using Outcome = Done;

  static constexpr std::string_view name = "remove_endpoint";

  RemoveEndpoint(SubscriptionPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
