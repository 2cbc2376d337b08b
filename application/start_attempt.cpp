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
                           Incidents& incidents,
                           ports::Metrics& metrics,
                           const ports::Clock& clock)
    : work_(work),
      outbox_(outbox),
      wanted_(wanted),
      gate_(gate),
      fallbacks_(fallbacks),
      incidents_(incidents),
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

  const auto started = start(*notification, delivery, now);
  if (!started) return Failure{started.error()};
  auto message = *started ? std::optional{message_of(*notification, index)} : std::nullopt;
  outbox_.save(std::move(*notification));
  return transaction.commit(std::move(message));
}

// At every fallback it is asked anew who wants it: an incident that it would open there is wanted
// no longer than a page. A page waits for no slot: whatever has reserved them is less urgent.
Result<bool> StartAttempt::start(const Notification& notification, Delivery& delivery, Time now) {
  using Verdict = Admission::Verdict;
  const bool is_page = notification.kind == NotificationKind::page;
  for (;;) {
    const auto wanted = wanted_.is_wanted(notification, delivery);
    if (!wanted) return wanted;
    if (!*wanted) {
      delivery.cancel();
      return false;
    }
    const auto admission = gate_.ask(delivery.target, is_page || delivery.has_slot, now);
    if (admission.verdict == Verdict::go) break;
    const auto* fallback = fallbacks_.of(notification, delivery);
    if (admission.verdict == Verdict::wait || !fallback) {
      delivery.postpone(admission.until, admission.verdict == Verdict::wait);
      return false;
    }
    delivery.divert(*fallback, now);
    metrics_.count(ports::Count::deliveries_diverted);
  }
  const auto noted = incidents_.note(notification, delivery);
  if (!noted) return Failure{noted.error()};
  delivery.start(now);
  return true;
}

}  // namespace tocsin::application
