#pragma once

#include <cstddef>
#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/workflows/ports.hpp"
#include "application/workflows/workflow_runner.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Evaluates a subject that is due: it may have been absent for too long, or its last values have
// met the conditions for long enough. A call that comes too early, or twice, changes nothing.
class LookAtWatches {
 public:
  using Command = ports::SubjectName;
  using Outcome = std::size_t;

  static constexpr std::string_view name = "look_at_watches";

  LookAtWatches(WorkflowPorts ports, Surroundings around, WorkflowRunner& runner)
      : ports_(ports), around_(around), runner_(runner) {}

  // Returns the number of runs that it has started or ended.
  Result<Outcome> handle(const Command& command);

 private:
  Result<bool> is_due(const domain::WatchedSubject& subject, domain::Time now);
  Result<std::size_t> look(const Scope& scope, domain::WatchedSubject& subject, domain::Time now);
  Result<domain::SharedWorkflow> followed_by(const domain::Watch& watch,
                                             const domain::WatchedSubject& subject);

  WorkflowPorts ports_;
  Surroundings around_;
  WorkflowRunner& runner_;
};

}  // namespace tocsin::application
