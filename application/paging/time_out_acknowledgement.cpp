#include "application/paging/time_out_acknowledgement.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::TimeoutOutcome;

Result<TimeOutAcknowledgement::Outcome> TimeOutAcknowledgement::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto alert = ports_.alerts.get(command.tenant, command.alert);
  if (!alert) return Failure{alert.error()};

  const auto now = around_.clock.now();
  const auto outcome =
      pager_.time_out(transaction, *alert, command.epoch, "nobody acknowledged in time", now);
  if (outcome == TimeoutOutcome::superseded) {
    forget_fired_timer(alert->id, now);
    return transaction.commit(outcome);
  }
  ports_.alerts.save(std::move(*alert));
  return transaction.commit(outcome);
}

// Removes a timer that is obsolete, so that it does not come due again and again.
void TimeOutAcknowledgement::forget_fired_timer(domain::AlertId alert, domain::Time now) {
  const auto due = ports_.timers.due_of(alert);
  if (due && *due <= now) ports_.timers.cancel(alert);
}

}  // namespace tocsin::application
