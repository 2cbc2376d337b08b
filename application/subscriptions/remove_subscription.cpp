#include "application/subscriptions/remove_subscription.hpp"

#include "application/kernel/transaction.hpp"
#include "application/subscriptions/subscription_check.hpp"

namespace tocsin::application {

Result<RemoveSubscription::Outcome> RemoveSubscription::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto found = ports_.subscriptions.find(command.tenant, command.subscription);
  if (!found) return Failure{found.error()};
  if (!*found) return no_such(command.subscription);
  ports_.subscriptions.remove(command.tenant, command.subscription);
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
