#include "application/delivery/recover_attempts.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<RecoverAttempts::Outcome> RecoverAttempts::handle(const Command& /*command*/) {
  Transaction transaction{around_.work};
  const auto now = around_.clock.now();
  const auto lost = ports_.outbox.in_flight();
  for (const auto id : lost) {
    auto notification = ports_.outbox.get(id);
    if (!notification) return Failure{notification.error()};
    notification->lose_track(now);
    ports_.outbox.save(std::move(*notification));
  }
  return transaction.commit(lost.size());
}

}  // namespace tocsin::application
