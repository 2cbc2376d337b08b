#include "application/workflows/advance_runs.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

AdvanceRuns::AdvanceRuns(ports::UnitOfWork& work,
                         ports::Runs& runs,
                         WorkflowRunner& runner,
                         const ports::Clock& clock)
    : work_(work), runs_(runs), runner_(runner), clock_(clock) {}

Result<bool> AdvanceRuns::operator()(const Command& command) {
  Transaction transaction{work_};

  auto run = runs_.find_open(command.run);
  const auto now = clock_.now();
  if (!run || !run->resume_at || *run->resume_at > now) return false;
  const auto gone_on = runner_.go_on(*std::move(run), now);
  if (!gone_on) return Failure{gone_on.error()};
  return transaction.commit(true);
}

}  // namespace tocsin::application
