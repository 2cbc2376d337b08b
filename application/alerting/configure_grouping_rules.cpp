#include "application/alerting/configure_grouping_rules.hpp"

#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::GroupingRule;
using domain::GroupingRuleId;
using domain::TenantId;

ConfigureGroupingRules::ConfigureGroupingRules(ports::UnitOfWork& work,
                                               ports::GroupingRules& rules,
                                               ports::EventManagers& managers,
                                               const ports::Clock& clock)
    : work_(work), grouping_rules_(rules), managers_(managers), clock_(clock) {}

Result<Configured<GroupingRule>> ConfigureGroupingRules::save(GroupingRule draft,
                                                              Existing existing) {
  Transaction transaction{work_};

  const auto before = predecessor(grouping_rules_, draft, existing, clock_.now());
  if (!before) return Failure{before.error()};

  grouping_rules_.save(draft);
  return transaction.commit(Configured<GroupingRule>{std::move(draft), *before == nullptr});
}

Result<Done> ConfigureGroupingRules::remove(const TenantId& tenant, const GroupingRuleId& id) {
  Transaction transaction{work_};

  const auto managers = managers_.list(tenant);
  if (!managers) return Failure{managers.error()};
  std::string user;
  for (const auto& manager : *managers) {
    if (manager->grouping_rule == id) user = "event manager \"" + manager->id.value + "\"";
  }
  const auto removed = remove_unused(grouping_rules_, tenant, id, "grouping rule", user);
  if (!removed) return removed;
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
