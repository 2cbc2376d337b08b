#include "application/paging/save_escalation_policy.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::EscalationPolicy;
using domain::Service;

Result<SaveEscalationPolicy::Outcome> SaveEscalationPolicy::handle(const Command& command) {
  Transaction transaction{around_.work};
  auto draft = command.draft;

  if (draft.levels.empty()) {
    return fail(ErrorKind::invalid, "must have at least one level", "/levels");
  }
  const auto now = around_.clock.now();
  const auto before =
      predecessor(ports_.policies, draft, command.existing, now, "escalation policy");
  if (!before) return Failure{before.error()};
  draft.version = *before ? (*before)->version + 1 : 1;
  const auto bound = bind_service(draft, now);
  if (!bound) return Failure{bound.error()};

  ports_.policies.save(draft);
  return transaction.commit(Configured<EscalationPolicy>{std::move(draft), *before == nullptr});
}

Result<Done> SaveEscalationPolicy::bind_service(const EscalationPolicy& policy, domain::Time now) {
  if (policy.monitored_service.empty()) return Done{};
  const auto found = ports_.services.find(policy.tenant, policy.monitored_service);
  if (!found) return Failure{found.error()};
  if (!*found) {
    return fail(ErrorKind::invalid,
                "service \"" + policy.monitored_service.value + "\" not found",
                "/monitored_service_id");
  }
  Service service = **found;
  service.policy = policy.id;
  service.updated_at = now;
  ports_.services.save(std::move(service));
  return Done{};
}

}  // namespace tocsin::application
