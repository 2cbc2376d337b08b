#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "application/kernel/surroundings.hpp"
#include "application/logs/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"

namespace tocsin::application {

// Gives every tenant the log rules that all begin with, once: what it changes or deletes of them
// stays so. A tenant that has rules of its own already is left alone.
class SeedLogRules {
 public:
  struct Command {
    std::vector<domain::TenantId> tenants;
  };
  using Outcome = std::size_t;

  static constexpr std::string_view name = "seed_log_rules";

  SeedLogRules(LogPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // How many tenants were given theirs.
  Result<Outcome> handle(const Command& command);

 private:
  Result<std::size_t> seed(const domain::TenantId& tenant);

  LogPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
