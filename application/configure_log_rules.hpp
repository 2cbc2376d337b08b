#pragma once

#include "application/configured.hpp"
#include "domain/log_rule.hpp"
#include "domain/result.hpp"
#include "ports/catalogue.hpp"
#include "ports/clock.hpp"
#include "ports/log_windows.hpp"
#include "ports/patterns.hpp"
#include "ports/unit_of_work.hpp"

namespace tocsin::application {

// Says which log lines make an alert. A change is in force from the next line on.
class ConfigureLogRules {
 public:
  ConfigureLogRules(ports::UnitOfWork& work,
                    ports::LogRules& rules,
                    ports::Patterns& patterns,
                    ports::LogWindows& windows,
                    const ports::Clock& clock);

  // invalid, with the field that is to blame, when such a rule could not be evaluated.
  Result<Configured<domain::LogRule>> save(domain::LogRule draft, Existing existing);

  // A rule that is not enabled counts nothing, and its alerts are resolved.
  Result<domain::LogRule> set_enabled(const domain::TenantId& tenant,
                                      const domain::LogRuleId& id,
                                      bool enabled);

  // Its alerts are resolved.
  Result<Done> remove(const domain::TenantId& tenant, const domain::LogRuleId& id);

 private:
  Result<Done> check(const domain::LogRule& draft);

  ports::UnitOfWork& work_;
  ports::LogRules& rules_;
  ports::Patterns& patterns_;
  ports::LogWindows& windows_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
