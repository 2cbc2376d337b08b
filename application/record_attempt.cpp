#include "application/record_attempt.hpp"

#include <string>
#include <utility>

#include "application/transaction.hpp"
#include "domain/words.hpp"

namespace tocsin::application {

using domain::Change;
using domain::Delivery;
using domain::Notification;
using domain::NotificationKind;
using domain::RecordOutcome;
using domain::Target;
using domain::Time;
using ports::Count;

RecordAttempt::RecordAttempt(ports::UnitOfWork& work,
                             ports::Outbox& outbox,
                             Pager& pager,
                             RunMessages& run_messages,
                             DeliveryGate& gate,
                             const Fallbacks& fallbacks,
                             ports::Timeline& timeline,
                             ports::Metrics& metrics,
                             const ports::Clock& clock)
    : work_(work),
      outbox_(outbox),
      pager_(pager),
      run_messages_(run_messages),
      gate_(gate),
      fallbacks_(fallbacks),
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
    case RecordOutcome::retrying: metrics_.count(Count::notifications_retried); break;
    case RecordOutcome::sent:
      metrics_.count(Count::notifications_sent);
      write_timeline(
          *notification, Change::notification_sent, "told " + name_of(delivery.target), now);
      run_messages_.arrived(*notification, "told " + name_of(delivery.target), now);
      break;
    case RecordOutcome::refused:
    case RecordOutcome::expired:
      const auto done = give_up(*notification, delivery, command, now);
      if (!done) return Failure{done.error()};
      break;
  }
  outbox_.save(std::move(*notification));
  return transaction.commit(outcome);
}

Result<Done> RecordAttempt::give_up(Notification& notification,
                                    Delivery& delivery,
                                    const Command& command,
                                    Time now) {
  const auto reason = "could not tell " + name_of(delivery.target) + ": " + command.result.detail;
  if (const auto* fallback = fallbacks_.of(notification, delivery)) {
    metrics_.count(Count::deliveries_diverted);
    write_timeline(notification,
                   Change::notification_failed,
                   reason + "; telling " + name_of(*fallback) + " instead",
                   now);
    delivery.divert(*fallback, now);
    return Done{};
  }
  metrics_.count(Count::notifications_failed);
  write_timeline(notification, Change::notification_failed, reason, now);
  run_messages_.given_up(notification, reason, now);
  // One that somebody has tried again was counted when it was given up first.
  const bool is_counted = notification.was_revived(command.delivery.index);
  if (notification.kind != NotificationKind::page || is_counted) return Done{};
  return pager_.give_up_on_target(notification, now);
}

// What was announced without being an alert of ours has no timeline.
void RecordAttempt::write_timeline(const Notification& notification,
                                   Change what,
                                   std::string why,
                                   Time now) {
  if (notification.is_foreign()) return;
  timeline_.add({notification.tenant, notification.alert, now, what, std::move(why), "tocsin"});
}

}  // namespace tocsin::application
