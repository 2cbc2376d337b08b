#include "application/paging/time_out_acknowledgement.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::TimeoutOutcome;

TimeOutAcknowledgement::TimeOutAcknowledgement(ports::UnitOfWork& work,
                                               ports::AlertRepository& alerts,
                                               ports::Timers& timers,
                                               Pager& pager,
                                               const ports::Clock& clock)
    : work_(work), alerts_(alerts), timers_(timers), pager_(pager), clock_(clock) {}

Result<TimeoutOutcome> TimeOutAcknowledgement::operator()(const Command& command) {
  Transaction transaction{work_};

  auto alert = alerts_.get(command.tenant, command.alert);
  if (!alert) return Failure{alert.error()};

  const auto now = clock_.now();
  const auto outcome = pager_.time_out(*alert, command.epoch, "nobody acknowledged in time", now);
  if (outcome == TimeoutOutcome::superseded) {
    forget_fired_timer(alert->id, now);
    return transaction.commit(outcome);
  }
  alerts_.save(std::move(*alert));
  return transaction.commit(outcome);
}

// A timer that means nothing any more must not come due again and again.
void TimeOutAcknowledgement::forget_fired_timer(domain::AlertId alert, domain::Time now) {
  const auto due = timers_.due_of(alert);
  if (due && *due <= now) timers_.cancel(alert);
}

}  // namespace tocsin::application
