#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/client.hpp"

namespace tocsin::application {

// Creates or replaces a client, which may subscribe to alerts.
class SaveClient {
 public:
  using Command = Save<domain::Client>;
  using Outcome = Configured<domain::Client>;

  static constexpr std::string_view name = "save_client";

  SaveClient(SubscriptionPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
