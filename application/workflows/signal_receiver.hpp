#pragma once

#include <string>

#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/workflows/ports.hpp"
#include "application/workflows/workflow_runner.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/signal.hpp"

namespace tocsin::application {

// Evaluates a signal by the workflows of its type. The same signal again gets the same id and does
// not count, but if it comes late, it shows that its sender is alive.
class SignalReceiver {
 public:
  SignalReceiver(WorkflowPorts ports, Surroundings around, WorkflowRunner& runner)
      : ports_(ports), around_(around), runner_(runner) {}

  Result<domain::SignalAnswer> receive(const Scope& scope,
                                       const domain::Signal& signal,
                                       domain::Time now);

 private:
  Result<domain::WatchedSubject> subject_of(const domain::Signal& signal);
  Result<bool> is_repeated(const domain::WatchedSubject& subject,
                           const domain::Signal& signal,
                           std::uint64_t content,
                           domain::Time now);
  Result<Done> take_sign_of_life(const Scope& scope,
                                 domain::WatchedSubject subject,
                                 const std::vector<ports::Workflows::Entry>& workflows,
                                 domain::Time now);
  Result<Done> look(const Scope& scope,
                    domain::WatchedSubject& subject,
                    const std::vector<ports::Workflows::Entry>& workflows,
                    domain::Time now);
  // Does what `decide` returns for each watch and its workflow.
  template <typename Decide>
  Result<Done> act_on_each(const Scope& scope,
                           domain::WatchedSubject& subject,
                           const std::vector<ports::Workflows::Entry>& workflows,
                           domain::Time now,
                           const Decide& decide);

  WorkflowPorts ports_;
  Surroundings around_;
  WorkflowRunner& runner_;
};

}  // namespace tocsin::application
