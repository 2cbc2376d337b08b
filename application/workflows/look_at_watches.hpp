#pragma once

#include <cstddef>

#include "application/workflows/workflow_runner.hpp"
#include "domain/kernel/result.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/workflows/watches.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::application {

// The time has come to look at a subject again: it may have been silent for too long, or what it
// told last has held for long enough. Whoever comes too early, or twice, changes nothing.
class LookAtWatches {
 public:
  using Command = ports::SubjectName;

  LookAtWatches(ports::UnitOfWork& work,
                ports::Workflows& workflows,
                ports::Watches& watches,
                WorkflowRunner& runner,
                const ports::Clock& clock);

  // How many runs it has started or ended.
  Result<std::size_t> operator()(const Command& command);

 private:
  Result<bool> is_due(const domain::WatchedSubject& subject, domain::Time now);
  Result<std::size_t> look(domain::WatchedSubject& subject, domain::Time now);
  Result<domain::SharedWorkflow> followed_by(const domain::Watch& watch,
                                             const domain::WatchedSubject& subject);

  ports::UnitOfWork& work_;
  ports::Workflows& workflows_;
  ports::Watches& watches_;
  WorkflowRunner& runner_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
