#include "application/start_attempt.hpp"

#include <utility>

#include "application/transaction.hpp"

namespace tocsin::application {

using domain::Delivery;
using domain::Message;
using domain::Notification;
using domain::NotificationKind;
using domain::StartOutcome;
using domain::Time;

StartAttempt::StartAttempt(ports::UnitOfWork& work,
                           ports::Outbox& outbox,
                           Wanted& wanted,
                           DeliveryGate& gate,
                           const Fallbacks& fallbacks,
                           ports::Metrics& metrics,
                           const ports::Clock& clock)
    : work_(work),
      outbox_(outbox),
      wanted_(wanted),
      gate_(gate),
      fallbacks_(fallbacks),
      metrics_(metrics),
      clock_(clock) {}

Result<std::optional<Message>> StartAttempt::operator()(const Command& command) {
  Transaction transaction{work_};

  auto notification = outbox_.get(command.delivery.notification);
  if (!notification) return Failure{notification.error()};
  const auto index = command.delivery.index;
  auto& delivery = notification->deliveries[index];
  const auto now = clock_.now();
  if (delivery.may_start(now) != StartOutcome::started) return std::optional<Message>{};

  const auto wanted = wanted_.is_wanted(*notification, delivery);
  if (!wanted) return Failure{wanted.error()};
  std::optional<Message> message;
  if (!*wanted) {
    delivery.cancel();
  } else if (is_admitted(*notification, delivery, now)) {
    delivery.start(now);
    message = message_of(*notification, index);
  }
  outbox_.save(std::move(*notification));
  return transaction.commit(std::move(message));
}

// A page waits for no slot: whatever has reserved them is less urgent.
bool StartAttempt::is_admitted(const Notification& notification, Delivery& delivery, Time now) {
  using Verdict = Admission::Verdict;
  const bool is_page = notification.kind == NotificationKind::page;
  auto admission = gate_.ask(delivery.target, is_page || delivery.has_slot, now);
  while (admission.verdict == Verdict::unavailable && fallbacks_.of(delivery.target)) {
    delivery.divert(*fallbacks_.of(delivery.target), now);
    metrics_.count(ports::Count::deliveries_diverted);
    admission = gate_.ask(delivery.target, is_page, now);
  }
  if (admission.verdict == Verdict::go) return true;
  delivery.postpone(admission.until, admission.verdict == Verdict::wait);
  return false;
}

}  // namespace tocsin::application
