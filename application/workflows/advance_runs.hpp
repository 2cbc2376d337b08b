#pragma once

#include "application/workflows/workflow_runner.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/run.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/workflows/runs.hpp"

namespace tocsin::application {

// The delay of a run is over: it goes on. Whoever comes too early, or twice, changes nothing.
class AdvanceRuns {
 public:
  using Command = ports::RunRef;

  AdvanceRuns(ports::UnitOfWork& work,
              ports::Runs& runs,
              WorkflowRunner& runner,
              const ports::Clock& clock);

  // True when it has gone on.
  Result<bool> operator()(const Command& command);

 private:
  ports::UnitOfWork& work_;
  ports::Runs& runs_;
  WorkflowRunner& runner_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
