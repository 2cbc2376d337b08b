#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/endpoint_owner.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::application {

// Changes the channel or the address of an endpoint, or enables or disables it.
class ChangeEndpoint {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::EndpointId endpoint;
    std::optional<domain::Channel> channel;
    std::optional<std::string> address;
    std::optional<bool> enabled;
  };
  using Outcome = ConfiguredEndpoint;

  static constexpr std::string_view name = "change_endpoint";

  ChangeEndpoint(SubscriptionPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
