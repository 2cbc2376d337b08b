#include "application/logs/seed_log_rules.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::TenantId;

Result<SeedLogRules::Outcome> SeedLogRules::handle(const Command& command) {
  Transaction transaction{around_.work};

  std::size_t count = 0;
  for (const auto& tenant : command.tenants) {
    auto seeded = seed(tenant);
    if (!seeded) return seeded;
    count += *seeded;
  }
  return transaction.commit(count);
}

Result<std::size_t> SeedLogRules::seed(const TenantId& tenant) {
  if (ports_.seeded_tenants.contains(tenant)) return std::size_t{0};
  ports_.seeded_tenants.add(tenant);

  const auto rules = ports_.log_rules.list(tenant);
  if (!rules) return Failure{rules.error()};
  if (!rules->empty()) return std::size_t{0};

  for (auto& rule : domain::default_log_rules(tenant)) {
    rule.created_at = around_.clock.now();
    rule.updated_at = rule.created_at;
    ports_.log_rules.save(std::move(rule));
  }
  return std::size_t{1};
}

}  // namespace tocsin::application
