#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/paging/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/escalation_policy.hpp"

namespace tocsin::application {

// Creates or replaces an escalation policy. A change is a new version: running escalations keep the
// one that they began with.
class SaveEscalationPolicy {
 public:
  using Command = Save<domain::EscalationPolicy>;
  using Outcome = Configured<domain::EscalationPolicy>;

  static constexpr std::string_view name = "save_escalation_policy";

  SaveEscalationPolicy(PagingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // A policy that names a monitored service becomes that service's policy.
  Result<Outcome> handle(const Command& command);

 private:
  Result<Done> bind_service(const domain::EscalationPolicy& policy, domain::Time now);

  PagingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
