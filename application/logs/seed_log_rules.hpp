#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "application/kernel/surroundings.hpp"
#include "application/logs/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::application {

// Adds the default log rules to every tenant, once: a tenant's changes and deletions are permanent.
// A tenant that already has its own rules gets none.
class SeedLogRules {
 public:
  struct Command {
    std::vector<domain::TenantId> tenants;
  };
  using Outcome = std::size_t;

  static constexpr std::string_view name = "seed_log_rules";

  SeedLogRules(LogPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Returns the number of tenants that got the rules.
  Result<Outcome> handle(const Command& command);

 private:
  Result<std::size_t> seed(const domain::TenantId& tenant);

  LogPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
