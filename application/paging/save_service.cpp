#include "application/paging/save_service.hpp"

#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Service;

Result<SaveService::Outcome> SaveService::handle(const Command& command) {
  Transaction transaction{around_.work};
  auto draft = command.draft;

  const auto before =
      predecessor(ports_.services, draft, command.existing, around_.clock.now(), "service");
  if (!before) return Failure{before.error()};
  if (!draft.policy.empty()) {
    const auto known = must_exist(
        ports_.policies, draft.tenant, draft.policy, "escalation policy", "/escalation_policy_id");
    if (!known) return Failure{known.error()};
  }

  if (const auto known = check_dependencies(draft); !known) return Failure{known.error()};

  if (*before) draft.outage = (*before)->outage;
  ports_.services.save(draft);
  return transaction.commit(Configured<Service>{std::move(draft), *before == nullptr});
}

Result<Done> SaveService::check_dependencies(const Service& draft) {
  for (std::size_t i = 0; i < draft.depends_on.size(); ++i) {
    const auto& other = draft.depends_on[i];
    const auto pointer = "/depends_on/" + std::to_string(i);
    if (other == draft.id)
      return fail(ErrorKind::invalid, "must not be the service itself", pointer);
    auto known = must_exist(ports_.services, draft.tenant, other, "service", pointer);
    if (!known) return known;
  }
  return Done{};
}

}  // namespace tocsin::application
