#pragma once

#include <string_view>

#include "application/kernel/surroundings.hpp"
#include "application/workflows/ports.hpp"
#include "application/workflows/workflow_runner.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/run.hpp"

namespace tocsin::application {

// Continues a run whose delay has elapsed. A call that comes too early, or twice, changes nothing.
class AdvanceRuns {
 public:
  using Command = ports::RunRef;
  using Outcome = bool;

  static constexpr std::string_view name = "advance_runs";

  AdvanceRuns(WorkflowPorts ports, Surroundings around, WorkflowRunner& runner)
      : ports_(ports), around_(around), runner_(runner) {}

  // Returns true if the run has continued.
  Result<Outcome> handle(const Command& command);

 private:
  WorkflowPorts ports_;
  Surroundings around_;
  WorkflowRunner& runner_;
};

}  // namespace tocsin::application
