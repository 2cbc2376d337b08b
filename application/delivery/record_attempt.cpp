#include "application/delivery/record_attempt.hpp"

#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::DeliveryGate;
using domain::Notification;
using domain::RecordOutcome;
using domain::Time;
using ports::Counter;

RecordAttempt::RecordAttempt(ports::UnitOfWork& work,
                             ports::Outbox& outbox,
                             DeliveryFailures& delivery_failures,
                             RunOutcomes& run_outcomes,
                             DeliveryGate& gate,
                             ports::Timeline& timeline,
                             ports::Metrics& metrics,
                             const ports::Clock& clock)
    : work_(work),
      outbox_(outbox),
      delivery_failures_(delivery_failures),
      run_outcomes_(run_outcomes),
      gate_(gate),
      timeline_(timeline),
      metrics_(metrics),
      clock_(clock) {}

Result<RecordOutcome> RecordAttempt::operator()(const Command& command) {
  Transaction transaction{work_};

  auto notification = outbox_.get(command.delivery.notification);
  if (!notification) return Failure{notification.error()};

  const auto index = command.delivery.index;
  auto& delivery = notification->deliveries[index];
  const auto now = clock_.now();
  const auto spread = notification->spread_of(index);
  const auto started = delivery.attempts.empty() ? now : delivery.attempts.back().at;
  const bool is_news = delivery.is_in_flight() && command.attempt == delivery.attempt_count;
  if (is_news) gate_.tell(delivery.target, command.result.verdict, started, now);

  const auto outcome = delivery.record(command.attempt, command.result, spread, now);
  switch (outcome) {
    case RecordOutcome::superseded: break;
    case RecordOutcome::retrying: metrics_.count(Counter::notifications_retried); break;
    case RecordOutcome::sent: arrived(*notification, index, now); break;
    case RecordOutcome::refused:
    case RecordOutcome::expired:
      const auto& why = command.result.detail;
      if (delivery_failures_.divert(*notification, index, why, now)) break;
      const auto done = delivery_failures_.give_up(*notification, index, why, now);
      if (!done) return Failure{done.error()};
      break;
  }
  outbox_.save(std::move(*notification));
  return transaction.commit(outcome);
}

// What was announced without being an alert of ours has no timeline.
void RecordAttempt::arrived(Notification& notification, std::size_t index, Time now) {
  auto whom = "told " + name_of(notification.deliveries[index].target);
  metrics_.count(Counter::notifications_sent);
  run_outcomes_.arrived(notification, whom, now);
  notification.cancel_twins_of(index);
  if (notification.is_foreign()) return;
  timeline_.add({notification.tenant,
                 notification.alert,
                 now,
                 domain::Change::notification_sent,
                 std::move(whom),
                 domain::tocsin_itself});
}

}  // namespace tocsin::application
