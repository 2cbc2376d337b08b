#include "application/logs/save_log_rule.hpp"

#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::LogRule;
using domain::TenantId;

Result<SaveLogRule::Outcome> SaveLogRule::handle(const Command& command) {
  Transaction transaction{around_.work};
  auto draft = command.draft;

  const auto checked = check(draft);
  if (!checked) return Failure{checked.error()};
  const auto before =
      predecessor(ports_.log_rules, draft, command.existing, around_.clock.now(), "alert rule");
  if (!before) return Failure{before.error()};
  if (*before == nullptr) {
    const auto has_room = check_room(draft.tenant);
    if (!has_room) return Failure{has_room.error()};
  }
  ports_.log_rules.save(draft);
  ports_.log_windows.settle_all(draft.tenant);
  return transaction.commit(Configured<LogRule>{std::move(draft), *before == nullptr});
}

Result<Done> SaveLogRule::check(const LogRule& draft) {
  auto checked = domain::check(draft);
  if (!checked || draft.pattern.empty()) return checked;
  const auto compiled = ports_.regexes.compile(draft.pattern);
  if (!compiled) return fail(compiled.error().kind, compiled.error().message, "/pattern");
  return Done{};
}

Result<Done> SaveLogRule::check_room(const TenantId& tenant) {
  const auto rules = ports_.log_rules.snapshot(tenant);
  if (!rules) return Failure{rules.error()};
  if ((*rules)->size() < max_rules_of_a_tenant) return Done{};
  return fail(ErrorKind::conflict,
              "the limit of " + std::to_string(max_rules_of_a_tenant) +
                  " alert rules per tenant is reached; delete one");
}

}  // namespace tocsin::application
