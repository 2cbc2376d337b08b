#pragma once

#include <map>
#include <memory>

#include "application/kernel/surroundings.hpp"
#include "application/logs/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/compiled_log_rule.hpp"

namespace tocsin::application {

// The enabled log rules of each tenant, compiled. If a rule changes, only that rule is compiled
// again.
class CompiledLogRules {
 public:
  using List = std::shared_ptr<const domain::CompiledLogRuleList>;

  CompiledLogRules(LogPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Returns the same list each time, until a rule changes.
  Result<List> of(const domain::TenantId& tenant);

 private:
  using Compiled = std::shared_ptr<const domain::CompiledLogRule>;
  struct Known {
    ports::LogRules::Snapshot rules;
    List compiled;
  };

  Compiled make(const domain::CompiledLogRule::Rule& rule);

  std::map<domain::TenantId, Known> known_;
  LogPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
