#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/workflows/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::application {

// Removes a workflow. Cancels no run.
class RemoveWorkflow {
 public:
  using Command = Remove<domain::Workflow>;
  using Outcome = Done;

  static constexpr std::string_view name = "remove_workflow";

  RemoveWorkflow(WorkflowPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  WorkflowPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
