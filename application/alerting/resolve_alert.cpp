#include "application/alerting/resolve_alert.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<ResolveAlert::Outcome> ResolveAlert::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto alert = ports_.alerts.get(command.tenant, command.alert);
  if (!alert) return Failure{alert.error()};

  auto outcome = resolver_.resolve(
      transaction, *std::move(alert), "resolve requested", command.by, around_.clock.now());
  if (!outcome) return outcome;
  return transaction.commit(*outcome);
}

}  // namespace tocsin::application
