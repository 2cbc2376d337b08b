#include "application/start_attempt.hpp"

#include <utility>

#include "application/transaction.hpp"

namespace tocsin::application {

using domain::Notification;
using domain::NotificationKind;
using domain::StartOutcome;

StartAttempt::StartAttempt(ports::UnitOfWork& work,
                           ports::Outbox& outbox,
                           ports::AlertRepository& alerts,
                           const ports::Clock& clock)
    : work_(work), outbox_(outbox), alerts_(alerts), clock_(clock) {}

Result<std::optional<Notification>> StartAttempt::operator()(const Command& command) {
  Transaction transaction{work_};

  auto notification = outbox_.get(command.notification);
  if (!notification) return Failure{notification.error()};
  const auto wanted = is_wanted(*notification);
  if (!wanted) return Failure{wanted.error()};
  if (!*wanted) {
    notification->cancel();
    outbox_.save(std::move(*notification));
    return transaction.commit(std::optional<Notification>{});
  }

  if (notification->start(clock_.now()) != StartOutcome::started) {
    return std::optional<Notification>{};
  }
  outbox_.save(*notification);
  return transaction.commit(std::optional{std::move(*notification)});
}

Result<bool> StartAttempt::is_wanted(const Notification& notification) {
  if (notification.kind != NotificationKind::page) return true;

  const auto alert = alerts_.get(notification.tenant, notification.alert);
  if (!alert) return Failure{alert.error()};
  return alert->is_open() && !alert->acknowledgement;
}

}  // namespace tocsin::application
