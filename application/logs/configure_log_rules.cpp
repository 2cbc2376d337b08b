#include "application/logs/configure_log_rules.hpp"

#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::LogRule;
using domain::LogRuleId;
using domain::TenantId;

ConfigureLogRules::ConfigureLogRules(ports::UnitOfWork& work,
                                     ports::LogRules& rules,
                                     ports::Regexes& regexes,
                                     ports::LogWindows& windows,
                                     const ports::Clock& clock)
    : work_(work), log_rules_(rules), regexes_(regexes), windows_(windows), clock_(clock) {}

Result<Configured<LogRule>> ConfigureLogRules::save(LogRule draft, Existing existing) {
  Transaction transaction{work_};

  const auto checked = check(draft);
  if (!checked) return Failure{checked.error()};
  const auto before = predecessor(log_rules_, draft, existing, clock_.now());
  if (!before) return Failure{before.error()};
  if (*before == nullptr) {
    const auto has_room = check_room(draft.tenant);
    if (!has_room) return Failure{has_room.error()};
  }
  log_rules_.save(draft);
  windows_.settle_all(draft.tenant);
  return transaction.commit(Configured<LogRule>{std::move(draft), *before == nullptr});
}

Result<Done> ConfigureLogRules::check(const LogRule& draft) {
  auto checked = domain::check(draft);
  if (!checked || draft.pattern.empty()) return checked;
  const auto compiled = regexes_.compile(draft.pattern);
  if (!compiled) return fail(compiled.error().kind, compiled.error().message, "/pattern");
  return Done{};
}

Result<Done> ConfigureLogRules::check_room(const TenantId& tenant) {
  const auto rules = log_rules_.snapshot(tenant);
  if (!rules) return Failure{rules.error()};
  if ((*rules)->size() < max_rules_of_a_tenant) return Done{};
  return fail(ErrorKind::conflict,
              "a tenant has at most " + std::to_string(max_rules_of_a_tenant) + " alert rules");
}

Result<LogRule> ConfigureLogRules::set_enabled(const TenantId& tenant,
                                               const LogRuleId& id,
                                               bool enabled) {
  Transaction transaction{work_};

  const auto found = log_rules_.find(tenant, id);
  if (!found) return Failure{found.error()};
  if (!*found) return fail(ErrorKind::not_found, "there is no alert rule \"" + id.value + "\"");

  LogRule rule = **found;
  rule.enabled = enabled;
  rule.updated_at = clock_.now();
  log_rules_.save(rule);
  windows_.settle_all(tenant);
  return transaction.commit(std::move(rule));
}

Result<Done> ConfigureLogRules::remove(const TenantId& tenant, const LogRuleId& id) {
  Transaction transaction{work_};

  const auto removed = remove_unused(log_rules_, tenant, id, "alert rule", {});
  if (!removed) return removed;
  windows_.settle_all(tenant);
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
