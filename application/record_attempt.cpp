#include "application/record_attempt.hpp"

#include <string>
#include <utility>

#include "application/transaction.hpp"

namespace tocsin::application {

using domain::Change;
using domain::Notification;
using domain::RecordOutcome;
using ports::Count;

namespace {

std::string whom(const Notification& notification) {
  const auto& target = notification.target;
  if (!target.id.empty()) return target.id;
  return target.address.empty() ? "the console" : target.address;
}

}  // namespace

RecordAttempt::RecordAttempt(ports::UnitOfWork& work,
                             ports::Outbox& outbox,
                             ports::Timeline& timeline,
                             ports::Metrics& metrics,
                             const ports::Clock& clock)
    : work_(work), outbox_(outbox), timeline_(timeline), metrics_(metrics), clock_(clock) {}

Result<RecordOutcome> RecordAttempt::operator()(const Command& command) {
  Transaction transaction{work_};

  auto notification = outbox_.get(command.notification);
  if (!notification) return Failure{notification.error()};

  const auto now = clock_.now();
  const auto outcome = notification->record(command.attempt, command.delivery, now);
  switch (outcome) {
    case RecordOutcome::superseded: break;
    case RecordOutcome::retrying: metrics_.count(Count::notifications_retried); break;
    case RecordOutcome::sent:
      metrics_.count(Count::notifications_sent);
      timeline_.add({notification->tenant,
                     notification->alert,
                     now,
                     Change::notification_sent,
                     "told " + whom(*notification),
                     "tocsin"});
      break;
    case RecordOutcome::refused:
    case RecordOutcome::expired:
      metrics_.count(Count::notifications_failed);
      timeline_.add({notification->tenant,
                     notification->alert,
                     now,
                     Change::notification_failed,
                     "could not tell " + whom(*notification) + ": " + command.delivery.detail,
                     "tocsin"});
      break;
  }
  outbox_.save(std::move(*notification));
  return transaction.commit(outcome);
}

}  // namespace tocsin::application
