#include "application/alerting/save_event_manager.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"
#include "domain/alerting/alert.hpp"

namespace tocsin::application {

using domain::EventManager;

Result<SaveEventManager::Outcome> SaveEventManager::handle(const Command& command) {
  Transaction transaction{around_.work};
  auto draft = command.draft;

  if (draft.id.value == domain::own_manager) {
    return fail(ErrorKind::invalid,
                "must not be \"tocsin\": it is reserved for alerts that Tocsin raises itself",
                "/id");
  }
  const auto before =
      predecessor(ports_.managers, draft, command.existing, around_.clock.now(), "event manager");
  if (!before) return Failure{before.error()};
  const auto rule = must_exist(ports_.grouping_rules,
                               draft.tenant,
                               draft.grouping_rule,
                               "grouping rule",
                               "/grouping_rule_id");
  if (!rule) return Failure{rule.error()};
  if (!draft.service.empty()) {
    const auto service =
        must_exist(ports_.services, draft.tenant, draft.service, "service", "/service_id");
    if (!service) return Failure{service.error()};
  }

  ports_.managers.save(draft);
  return transaction.commit(Configured<EventManager>{std::move(draft), *before == nullptr});
}

}  // namespace tocsin::application
