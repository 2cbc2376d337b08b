#include "application/alerting/save_grouping_rule.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::GroupingRule;

Result<SaveGroupingRule::Outcome> SaveGroupingRule::handle(const Command& command) {
  Transaction transaction{around_.work};
  auto draft = command.draft;

  const auto before = predecessor(
      ports_.grouping_rules, draft, command.existing, around_.clock.now(), "grouping rule");
  if (!before) return Failure{before.error()};

  ports_.grouping_rules.save(draft);
  return transaction.commit(Configured<GroupingRule>{std::move(draft), *before == nullptr});
}

}  // namespace tocsin::application
