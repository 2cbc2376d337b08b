#pragma once

#include <cstdint>
#include <optional>

#include "domain/kernel/result.hpp"
#include "domain/subscriptions/subscription.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/subscriptions/configuration.hpp"
#include "ports/subscriptions/subscriptions.hpp"

namespace tocsin::application {

// Says which alerts clients want to hear of. A change is in force for the next command.
class ConfigureSubscriptions {
 public:
  struct Change {
    domain::TenantId tenant;
    domain::SubscriptionId subscription;
    std::optional<domain::AlertPattern> pattern;
    std::optional<bool> enabled;
    std::optional<std::uint64_t> version;  // that it must have: somebody else may have changed it
  };

  struct Removal {
    domain::TenantId tenant;
    domain::SubscriptionId subscription;
  };

  ConfigureSubscriptions(ports::UnitOfWork& work,
                         ports::Subscriptions& subscriptions,
                         ports::Clients& clients,
                         ports::IdGenerator& ids,
                         const ports::Clock& clock);

  // The draft's endpoints come along. not_found when there is no such client; conflict when it has
  // such a subscription already; invalid when the pattern fits everything.
  Result<domain::Subscription> add(domain::Subscription draft);

  // conflict when it is another version by now, or the same as another one.
  Result<domain::Subscription> change(const Change& change);

  // With its endpoints. What is on its way to them is suppressed.
  Result<Done> remove(const Removal& removal);

 private:
  Result<Done> check(const domain::Subscription& draft);

  ports::UnitOfWork& work_;
  ports::Subscriptions& subscriptions_;
  ports::Clients& clients_;
  ports::IdGenerator& ids_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
