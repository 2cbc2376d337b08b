#pragma once

#include <cstddef>

#include "application/kernel/configured.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/logs/configuration.hpp"
#include "ports/logs/log_windows.hpp"
#include "ports/logs/regexes.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Says which log lines make an alert. A change is in force from the next line on.
class ConfigureLogRules {
 public:
  // Each is tried on every line of its tenant, and all tenants share one thread.
  static constexpr std::size_t max_rules_of_a_tenant = 2'000;

  ConfigureLogRules(ports::UnitOfWork& work,
                    ports::LogRules& rules,
                    ports::Regexes& regexes,
                    ports::LogWindows& windows,
                    const ports::Clock& clock);

  // invalid, with the field that is to blame, when such a rule could not be evaluated; conflict for
  // a new one when the tenant has too many.
  Result<Configured<domain::LogRule>> save(domain::LogRule draft, Existing existing);

  // A rule that is not enabled counts nothing, and its alerts are resolved.
  Result<domain::LogRule> set_enabled(const domain::TenantId& tenant,
                                      const domain::LogRuleId& id,
                                      bool enabled);

  // Its alerts are resolved.
  Result<Done> remove(const domain::TenantId& tenant, const domain::LogRuleId& id);

 private:
  Result<Done> check(const domain::LogRule& draft);
  Result<Done> check_room(const domain::TenantId& tenant);

  ports::UnitOfWork& work_;
  ports::LogRules& log_rules_;
  ports::Regexes& regexes_;
  ports::LogWindows& windows_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
