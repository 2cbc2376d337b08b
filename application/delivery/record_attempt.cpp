#include "application/delivery/record_attempt.hpp"

#include <string>
#include <utility>

namespace tocsin::application {

using domain::DeliveryGate;
using domain::Notification;
using domain::RecordOutcome;
using domain::Time;
using ports::Counter;

Result<RecordAttempt::Outcome> RecordAttempt::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto notification = ports_.outbox.get(command.delivery.notification);
  if (!notification) return Failure{notification.error()};

  const auto index = command.delivery.index;
  auto& delivery = notification->deliveries[index];
  const auto now = around_.clock.now();
  const auto spread = notification->spread_of(index);
  const auto started = delivery.attempts.empty() ? now : delivery.attempts.back().at;
  const bool is_news = delivery.is_in_flight() && command.attempt == delivery.attempt_count;
  if (is_news) gate_.tell(delivery.target, command.result, started, now);

  const auto outcome = delivery.record(command.attempt, command.result, spread, now);
  switch (outcome) {
    case RecordOutcome::superseded: break;
    case RecordOutcome::retrying: around_.metrics.count(Counter::notifications_retried); break;
    case RecordOutcome::unclear:
      around_.metrics.count(Counter::notifications_retried);
      delivery_failures_.divert(transaction, *notification, index, command.result.detail, now);
      break;
    case RecordOutcome::sent: arrived(transaction, *notification, index, now); break;
    case RecordOutcome::refused:
    case RecordOutcome::expired:
      const auto& why = command.result.detail;
      if (delivery_failures_.divert(transaction, *notification, index, why, now)) break;
      const auto done = delivery_failures_.give_up(transaction, *notification, index, why, now);
      if (!done) return Failure{done.error()};
      break;
  }
  ports_.outbox.save(std::move(*notification));
  return transaction.commit(outcome);
}

// Records the arrival in the alert's timeline. An announced alert has none.
void RecordAttempt::arrived(const Scope& scope,
                            Notification& notification,
                            std::size_t index,
                            Time now) {
  const bool is_page = notification.kind == domain::NotificationKind::page;
  auto whom = (is_page ? "paged " : "notified ") + name_of(notification.deliveries[index].target);
  around_.metrics.count(Counter::notifications_sent);
  run_outcomes_.arrived(scope, notification, whom, now);
  notification.cancel_twins_of(index);
  if (notification.is_foreign()) return;
  around_.timeline.add({notification.tenant,
                        notification.alert,
                        now,
                        domain::Change::notification_sent,
                        std::move(whom),
                        domain::tocsin_itself});
}

}  // namespace tocsin::application
