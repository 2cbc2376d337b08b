#pragma once

#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/workflows/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::application {

// Enables or disables a workflow, by a new version. Cancels no run. The watches of a disabled
// workflow are forgotten.
class ToggleWorkflow {
 public:
  using Command = SetEnabled<domain::Workflow>;
  using Outcome = domain::Workflow;

  static constexpr std::string_view name = "toggle_workflow";

  ToggleWorkflow(WorkflowPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  Result<Outcome> handle(const Command& command);

 private:
  WorkflowPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
