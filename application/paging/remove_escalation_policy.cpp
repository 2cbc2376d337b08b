#include "application/paging/remove_escalation_policy.hpp"

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::EscalationPolicyId;
using domain::TenantId;

Result<RemoveEscalationPolicy::Outcome> RemoveEscalationPolicy::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto user = user_of(command.tenant, command.id);
  if (!user) return Failure{user.error()};
  auto removed =
      remove_unused(ports_.policies, command.tenant, command.id, "escalation policy", *user);
  if (!removed) return removed;
  return transaction.commit(Done{});
}

// Returns a service that pages by the policy, or an outage that escalates by one of its versions: a
// new policy with this id would count its versions from the start and replace that one.
Result<std::string> RemoveEscalationPolicy::user_of(const TenantId& tenant,
                                                    const EscalationPolicyId& id) {
  const auto services = ports_.services.list(tenant);
  if (!services) return Failure{services.error()};
  for (const auto& service : *services) {
    if (service->policy == id) return "service \"" + service->id.value + "\"";
    if (!service->outage) continue;
    const auto alert = ports_.alerts.get(tenant, *service->outage);
    if (!alert) return Failure{alert.error()};
    const auto& escalation = alert->escalation;
    if (escalation && escalation->policy() && escalation->policy()->id == id) {
      return "alert " + to_text(alert->id);
    }
  }
  return std::string{};
}

}  // namespace tocsin::application
