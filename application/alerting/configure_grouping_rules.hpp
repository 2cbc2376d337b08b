#pragma once

#include "application/kernel/configured.hpp"
#include "domain/alerting/grouping_rule.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Says which alerts belong together. Groups that are open keep the window they began with.
class ConfigureGroupingRules {
 public:
  ConfigureGroupingRules(ports::UnitOfWork& work,
                         ports::GroupingRules& rules,
                         ports::EventManagers& managers,
                         const ports::Clock& clock);

  Result<Configured<domain::GroupingRule>> save(domain::GroupingRule draft, Existing existing);

  // conflict while an event manager groups by it.
  Result<Done> remove(const domain::TenantId& tenant, const domain::GroupingRuleId& id);

 private:
  ports::UnitOfWork& work_;
  ports::GroupingRules& grouping_rules_;
  ports::EventManagers& managers_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
