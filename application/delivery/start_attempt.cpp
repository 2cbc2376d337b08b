#include "application/delivery/start_attempt.hpp"

#include <utility>

namespace tocsin::application {

using domain::Admission;
using domain::Delivery;
using domain::DeliveryGate;
using domain::Message;
using domain::Notification;
using domain::NotificationKind;
using domain::StartOutcome;
using domain::Time;

Result<StartAttempt::Outcome> StartAttempt::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto notification = ports_.outbox.get(command.delivery.notification);
  if (!notification) return Failure{notification.error()};
  const auto index = command.delivery.index;
  const auto& delivery = notification->deliveries[index];
  const auto now = around_.clock.now();
  if (delivery.may_start(now) != StartOutcome::started) return std::optional<Message>{};

  const auto started = start(transaction, *notification, index, now);
  if (!started) return Failure{started.error()};
  auto message = *started ? std::optional{message_of(*notification, index)} : std::nullopt;
  ports_.outbox.save(std::move(*notification));
  return transaction.commit(std::move(message));
}

// Starts an attempt if it may start now. Each fallback is checked again, because an incident that
// the message would open there is wanted no longer than a page. A page waits for no slot: the
// reserved ones are for less urgent messages.
Result<bool> StartAttempt::start(const Scope& scope,
                                 Notification& notification,
                                 std::size_t index,
                                 Time now) {
  using Verdict = Admission::Verdict;
  auto& delivery = notification.deliveries[index];
  const bool is_page = notification.kind == NotificationKind::page;
  for (;;) {
    auto owed = is_owed(scope, notification, index, now);
    if (!owed || !*owed) return owed;
    const auto admission = gate_.ask(delivery.target, is_page || delivery.has_slot, now);
    if (admission.verdict == Verdict::go) break;
    if (admission.verdict == Verdict::wait) {
      delivery.postpone(admission.until, true);
      return false;
    }
    const bool is_down = admission.verdict == Verdict::unavailable;
    if (is_down && delivery_failures_.divert(scope, notification, index, admission.why, now)) {
      continue;
    }
    const auto waits = wait_for_channel(scope, notification, index, admission, now);
    if (!waits) return Failure{waits.error()};
    return false;
  }
  const auto noted = opened_incidents_.note(scope, notification, delivery);
  if (!noted) return Failure{noted.error()};
  delivery.start(now);
  return true;
}

// Returns whether this delivery is to be sent now. One fallback may replace many addresses, and
// gets one message. Messages about the state of an alert do not overtake each other.
Result<bool> StartAttempt::is_owed(const Scope& scope,
                                   Notification& notification,
                                   std::size_t index,
                                   Time now) {
  auto& delivery = notification.deliveries[index];
  auto wanted = still_wanted_.is_wanted(scope, notification, delivery);
  if (!wanted) return wanted;
  const auto twin = notification.twin_of(index);
  if (!*wanted || twin == Notification::Twin::sent) {
    delivery.cancel();
    return false;
  }
  if (twin != Notification::Twin::none) {
    delivery.postpone(now + Delivery::max_attempt, false);
    return false;
  }
  auto is_behind = is_told_already(notification, delivery.target);
  if (!is_behind) return is_behind;
  if (*is_behind) delivery.postpone(now + std::chrono::seconds{1}, false);
  return !*is_behind;
}

// Returns whether another message about the state of the alert is on its way to the same address.
Result<bool> StartAttempt::is_told_already(const Notification& notification,
                                           const domain::Target& target) {
  if (!notification.tells_state_to(target)) return false;
  for (const auto id : ports_.outbox.of(notification.alert)) {
    if (id == notification.id) continue;
    const auto other = ports_.outbox.get(id);
    if (!other) return Failure{other.error()};
    if (other->is_telling_state_to(target)) return true;
  }
  return false;
}

Result<Done> StartAttempt::wait_for_channel(const Scope& scope,
                                            Notification& notification,
                                            std::size_t index,
                                            const Admission& admission,
                                            Time now) {
  auto& delivery = notification.deliveries[index];
  const bool is_urgent =
      notification.kind == NotificationKind::page || admission.verdict == Admission::Verdict::rest;
  if (delivery.wait_for_channel(admission.until, is_urgent, admission.why, now)) return Done{};
  return delivery_failures_.give_up(scope, notification, index, admission.why, now);
}

}  // namespace tocsin::application
