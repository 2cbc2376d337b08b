#include "application/workflows/advance_runs.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<AdvanceRuns::Outcome> AdvanceRuns::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto run = ports_.runs.find_open(command.run);
  const auto now = around_.clock.now();
  if (!run || !run->resume_at || *run->resume_at > now) return false;
  const auto gone_on = runner_.go_on(transaction, *std::move(run), now);
  if (!gone_on) return Failure{gone_on.error()};
  return transaction.commit(true);
}

}  // namespace tocsin::application
