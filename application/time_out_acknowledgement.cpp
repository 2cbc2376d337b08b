#include "application/time_out_acknowledgement.hpp"

#include <utility>

#include "application/transaction.hpp"

namespace tocsin::application {

using domain::Change;
using domain::TimeoutOutcome;

TimeOutAcknowledgement::TimeOutAcknowledgement(ports::UnitOfWork& work,
                                               ports::AlertRepository& alerts,
                                               ports::Timers& timers,
                                               Pager& pager,
                                               ports::Timeline& timeline,
                                               ports::Metrics& metrics,
                                               const ports::Clock& clock)
    : work_(work),
      alerts_(alerts),
      timers_(timers),
      pager_(pager),
      timeline_(timeline),
      metrics_(metrics),
      clock_(clock) {}

Result<TimeoutOutcome> TimeOutAcknowledgement::operator()(const Command& command) {
  Transaction transaction{work_};

  auto alert = alerts_.get(command.tenant, command.alert);
  if (!alert) return Failure{alert.error()};

  const auto now = clock_.now();
  const auto outcome = alert->time_out(command.epoch, now);
  switch (outcome) {
    case TimeoutOutcome::superseded:
      forget_fired_timer(alert->id, now);
      return transaction.commit(outcome);
    case TimeoutOutcome::escalated:
      pager_.page_level(*alert, Change::escalated, "nobody acknowledged in time", now);
      break;
    case TimeoutOutcome::exhausted:
      timers_.cancel(alert->id);
      timeline_.add({alert->tenant,
                     alert->id,
                     now,
                     Change::exhausted,
                     "nobody acknowledged, and there is no level left",
                     "tocsin"});
      metrics_.count(ports::Count::escalations_exhausted);
      break;
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
