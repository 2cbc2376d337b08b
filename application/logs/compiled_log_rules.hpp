#pragma once

#include <map>
#include <memory>

#include "domain/kernel/result.hpp"
#include "domain/logs/compiled_log_rule.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/logs/configuration.hpp"
#include "ports/logs/regexes.hpp"

namespace tocsin::application {

// The enabled log rules of each tenant, made ready to look at lines; made anew when one has
// changed, and only that one.
class CompiledLogRules {
 public:
  using List = std::shared_ptr<const domain::CompiledLogRuleList>;

  CompiledLogRules(ports::LogRules& rules, ports::Regexes& regexes, ports::Metrics& metrics);

  // The same list each time, until something changes.
  Result<List> of(const domain::TenantId& tenant);

 private:
  using Compiled = std::shared_ptr<const domain::CompiledLogRule>;
  struct Known {
    ports::LogRules::Snapshot rules;
    List compiled;
  };

  Compiled make(const domain::CompiledLogRule::Rule& rule);

  ports::LogRules& log_rules_;
  ports::Regexes& regexes_;
  ports::Metrics& metrics_;
  std::map<domain::TenantId, Known> known_;
};

}  // namespace tocsin::application
