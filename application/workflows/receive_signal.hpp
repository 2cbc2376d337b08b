#pragma once

#include <string>

#include "application/workflows/workflow_runner.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/signal.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/workflows/signal_receipts.hpp"
#include "ports/workflows/watches.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::application {

// Somebody has observed something: the workflows of that signal type look at it. The same signal
// again gets the same answer, and starts nothing.
class ReceiveSignal {
 public:
  struct Command {
    domain::Signal signal;
    std::string by;
  };

  ReceiveSignal(ports::UnitOfWork& work,
                ports::Workflows& workflows,
                ports::Watches& watches,
                ports::SignalReceipts& receipts,
                WorkflowRunner& runner,
                ports::Metrics& metrics,
                const ports::Clock& clock);

  Result<domain::SignalAnswer> operator()(const Command& command);

  // The step itself, inside a unit of work that somebody else has opened.
  Result<domain::SignalAnswer> receive(const domain::Signal& signal, domain::Time now);

 private:
  Result<bool> is_repeated(const domain::WatchedSubject& subject,
                           const domain::Signal& signal,
                           std::uint64_t content);
  Result<Done> look(domain::WatchedSubject& subject,
                    const std::vector<ports::Workflows::Entry>& workflows,
                    domain::Time now);

  ports::UnitOfWork& work_;
  ports::Workflows& workflows_;
  ports::Watches& watches_;
  ports::SignalReceipts& receipts_;
  WorkflowRunner& runner_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
