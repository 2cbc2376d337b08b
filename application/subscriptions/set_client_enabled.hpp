#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/client.hpp"

namespace tocsin::application {

// Enables or disables a client. A disabled client is notified about nothing, whatever its
// subscriptions.
class SetClientEnabled {
 public:
  using Command = SetEnabled<domain::Client>;
  using Outcome = domain::Client;

  static constexpr std::string_view name = "set_client_enabled";

  SetClientEnabled(SubscriptionPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
