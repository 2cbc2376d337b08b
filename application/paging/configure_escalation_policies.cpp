#include "application/paging/configure_escalation_policies.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::EscalationPolicy;
using domain::EscalationPolicyId;
using domain::Service;
using domain::TenantId;

ConfigureEscalationPolicies::ConfigureEscalationPolicies(ports::UnitOfWork& work,
                                                         ports::EscalationPolicies& policies,
                                                         ports::Services& services,
                                                         ports::AlertRepository& alerts,
                                                         const ports::Clock& clock)
    : work_(work), policies_(policies), services_(services), alerts_(alerts), clock_(clock) {}

Result<Configured<EscalationPolicy>> ConfigureEscalationPolicies::save(EscalationPolicy draft,
                                                                       Existing existing) {
  Transaction transaction{work_};

  if (draft.levels.empty()) {
    return fail(ErrorKind::invalid, "an escalation policy has at least one level", "/levels");
  }
  const auto now = clock_.now();
  const auto before = predecessor(policies_, draft, existing, now);
  if (!before) return Failure{before.error()};
  draft.version = *before ? (*before)->version + 1 : 1;
  const auto bound = bind_service(draft, now);
  if (!bound) return Failure{bound.error()};

  policies_.save(draft);
  return transaction.commit(Configured<EscalationPolicy>{std::move(draft), *before == nullptr});
}

Result<Done> ConfigureEscalationPolicies::bind_service(const EscalationPolicy& policy,
                                                       domain::Time now) {
  if (policy.monitored_service.empty()) return Done{};
  const auto found = services_.find(policy.tenant, policy.monitored_service);
  if (!found) return Failure{found.error()};
  if (!*found) {
    return fail(ErrorKind::invalid,
                "there is no service \"" + policy.monitored_service.value + "\"",
                "/monitored_service_id");
  }
  Service service = **found;
  service.policy = policy.id;
  service.updated_at = now;
  services_.save(std::move(service));
  return Done{};
}

Result<Done> ConfigureEscalationPolicies::remove(const TenantId& tenant,
                                                 const EscalationPolicyId& id) {
  Transaction transaction{work_};

  const auto user = user_of(tenant, id);
  if (!user) return Failure{user.error()};
  const auto removed = remove_unused(policies_, tenant, id, "escalation policy", *user);
  if (!removed) return removed;
  return transaction.commit(Done{});
}

// A service that pages by it, or an outage that escalates by one of its versions: a policy made
// anew would count its versions from the start and put another in that one's place.
Result<std::string> ConfigureEscalationPolicies::user_of(const TenantId& tenant,
                                                         const EscalationPolicyId& id) {
  const auto services = services_.list(tenant);
  if (!services) return Failure{services.error()};
  for (const auto& service : *services) {
    if (service->policy == id) return "service \"" + service->id.value + "\"";
    if (!service->outage) continue;
    const auto alert = alerts_.get(tenant, *service->outage);
    if (!alert) return Failure{alert.error()};
    const auto& escalation = alert->escalation;
    if (escalation && escalation->policy() && escalation->policy()->id == id) {
      return "alert " + to_text(alert->id);
    }
  }
  return std::string{};
}

}  // namespace tocsin::application
