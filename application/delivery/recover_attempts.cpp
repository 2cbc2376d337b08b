#include "application/delivery/recover_attempts.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

RecoverAttempts::RecoverAttempts(ports::UnitOfWork& work,
                                 ports::Outbox& outbox,
                                 const ports::Clock& clock)
    : work_(work), outbox_(outbox), clock_(clock) {}

Result<std::size_t> RecoverAttempts::operator()() {
  Transaction transaction{work_};
  const auto now = clock_.now();
  const auto lost = outbox_.in_flight();
  for (const auto id : lost) {
    auto notification = outbox_.get(id);
    if (!notification) return Failure{notification.error()};
    notification->lose_track(now);
    outbox_.save(std::move(*notification));
  }
  return transaction.commit(lost.size());
}

}  // namespace tocsin::application
