#include "application/subscriptions/change_subscription.hpp"

#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"
#include "application/subscriptions/subscription_check.hpp"

namespace tocsin::application {

using domain::Subscription;

Result<ChangeSubscription::Outcome> ChangeSubscription::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto found = ports_.subscriptions.find(command.tenant, command.subscription);
  if (!found) return Failure{found.error()};
  if (!*found) return no_such(command.subscription);

  Subscription draft = **found;
  if (command.version && *command.version != draft.version) {
    return fail(ErrorKind::conflict,
                "rule version mismatch: expected version " + std::to_string(draft.version),
                "/version");
  }
  if (command.pattern) draft.pattern = *command.pattern;
  if (command.enabled) draft.enabled = *command.enabled;
  ++draft.version;
  draft.updated_at = around_.clock.now();
  const auto checked = check(ports_.subscriptions, draft);
  if (!checked) return Failure{checked.error()};
  ports_.subscriptions.save(draft);
  return transaction.commit(std::move(draft));
}

}  // namespace tocsin::application
