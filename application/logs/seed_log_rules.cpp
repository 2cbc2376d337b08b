#include "application/logs/seed_log_rules.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::TenantId;

SeedLogRules::SeedLogRules(ports::UnitOfWork& work,
                           ports::LogRules& rules,
                           ports::SeededTenants& seeded,
                           const ports::Clock& clock)
    : work_(work), log_rules_(rules), seeded_(seeded), clock_(clock) {}

Result<std::size_t> SeedLogRules::operator()(const std::vector<TenantId>& tenants) {
  Transaction transaction{work_};

  std::size_t count = 0;
  for (const auto& tenant : tenants) {
    const auto seeded = seed(tenant);
    if (!seeded) return seeded;
    count += *seeded;
  }
  return transaction.commit(count);
}

Result<std::size_t> SeedLogRules::seed(const TenantId& tenant) {
  if (seeded_.contains(tenant)) return std::size_t{0};
  seeded_.add(tenant);

  const auto rules = log_rules_.list(tenant);
  if (!rules) return Failure{rules.error()};
  if (!rules->empty()) return std::size_t{0};

  for (auto& rule : domain::default_log_rules(tenant)) {
    rule.created_at = clock_.now();
    rule.updated_at = rule.created_at;
    log_rules_.save(std::move(rule));
  }
  return std::size_t{1};
}

}  // namespace tocsin::application
