#include "application/alerting/acknowledge_alert.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<AcknowledgeAlert::Outcome> AcknowledgeAlert::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto alert = ports_.alerts.get(command.tenant, command.alert);
  if (!alert) return Failure{alert.error()};

  auto outcome =
      acknowledger_.acknowledge(transaction, *std::move(alert), command.by, around_.clock.now());
  if (!outcome) return outcome;
  return transaction.commit(*outcome);
}

}  // namespace tocsin::application
