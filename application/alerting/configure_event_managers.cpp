#include "application/alerting/configure_event_managers.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"
#include "domain/alerting/alert.hpp"

namespace tocsin::application {

using domain::EventManager;
using domain::EventManagerId;
using domain::TenantId;

ConfigureEventManagers::ConfigureEventManagers(ports::UnitOfWork& work,
                                               ports::EventManagers& managers,
                                               ports::GroupingRules& rules,
                                               ports::Services& services,
                                               const ports::Clock& clock)
    : work_(work),
      managers_(managers),
      grouping_rules_(rules),
      services_(services),
      clock_(clock) {}

Result<Configured<EventManager>> ConfigureEventManagers::save(EventManager draft,
                                                              Existing existing) {
  Transaction transaction{work_};

  if (draft.id.value == domain::own_manager) {
    return fail(ErrorKind::invalid, "\"tocsin\" is what Tocsin itself finds comes by", "/id");
  }
  const auto before = predecessor(managers_, draft, existing, clock_.now());
  if (!before) return Failure{before.error()};
  const auto rule = must_exist(
      grouping_rules_, draft.tenant, draft.grouping_rule, "grouping rule", "/grouping_rule_id");
  if (!rule) return Failure{rule.error()};
  if (!draft.service.empty()) {
    const auto service =
        must_exist(services_, draft.tenant, draft.service, "service", "/service_id");
    if (!service) return Failure{service.error()};
  }

  managers_.save(draft);
  return transaction.commit(Configured<EventManager>{std::move(draft), *before == nullptr});
}

Result<Done> ConfigureEventManagers::remove(const TenantId& tenant, const EventManagerId& id) {
  Transaction transaction{work_};

  const auto removed = remove_unused(managers_, tenant, id, "event manager", {});
  if (!removed) return removed;
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
