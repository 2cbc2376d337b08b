#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/subscriptions/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"

namespace tocsin::application {

// Changes the pattern of a subscription, or enables or disables it.
class ChangeSubscription {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::SubscriptionId subscription;
    std::optional<domain::AlertPattern> pattern;
    std::optional<bool> enabled;
    std::optional<std::uint64_t> version;  // the expected one, to detect concurrent changes
  };
  using Outcome = domain::Subscription;

  static constexpr std::string_view name = "change_rule";

  ChangeSubscription(SubscriptionPorts ports, Surroundings around)
      : ports_(ports), around_(around) {}

  // Fails with conflict if it has another version by now, or would be the same as another one.
  Result<Outcome> handle(const Command& command);

 private:
  SubscriptionPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
