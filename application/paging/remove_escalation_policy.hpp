#pragma once

#include <string>
#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/paging/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/paging/escalation_policy.hpp"

namespace tocsin::application {

// Removes an escalation policy that is not in use.
class RemoveEscalationPolicy {
 public:
  using Command = Remove<domain::EscalationPolicy>;
  using Outcome = Done;

  static constexpr std::string_view name = "remove_escalation_policy";

  RemoveEscalationPolicy(PagingPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Fails with conflict if a service pages by it, or an outage escalates by one of its versions.
  Result<Outcome> handle(const Command& command);

 private:
  Result<std::string> user_of(const domain::TenantId& tenant, const domain::EscalationPolicyId& id);

  PagingPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
