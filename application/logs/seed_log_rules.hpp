#pragma once

#include <cstddef>
#include <vector>

#include "domain/kernel/result.hpp"
#include "domain/logs/log_rule.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/logs/configuration.hpp"
#include "ports/logs/seeded_tenants.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Gives every tenant the log rules that all begin with, once: what it changes or deletes of them
// stays so. A tenant that has rules of its own already is left alone.
class SeedLogRules {
 public:
  SeedLogRules(ports::UnitOfWork& work,
               ports::LogRules& rules,
               ports::SeededTenants& seeded,
               const ports::Clock& clock);

  // How many tenants were given theirs.
  Result<std::size_t> operator()(const std::vector<domain::TenantId>& tenants);

 private:
  Result<std::size_t> seed(const domain::TenantId& tenant);

  ports::UnitOfWork& work_;
  ports::LogRules& log_rules_;
  ports::SeededTenants& seeded_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
