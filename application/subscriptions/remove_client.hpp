#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/client.hpp"

namespace tocsin::application {

// Removes a client with all its subscriptions.
class RemoveClient {
 public:
  using Command = Remove<domain::Client>;
  using Outcome = Done;

  static constexpr std::string_view name = "remove_client";

  RemoveClient(SubscriptionPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
