#pragma once

#include <cstddef>
#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/workflows/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::application {

// Creates a workflow or its next version: what to do about which signals. Runs under way keep the
// version that they began with; what is watched already is judged by the new one.
class SaveWorkflow {
 public:
  // A signal is put to every workflow of its type.
  static constexpr std::size_t max_workflows = 2'000;

  using Command = domain::Workflow;
  using Outcome = Configured<domain::Workflow>;

  static constexpr std::string_view name = "save_workflow";

  SaveWorkflow(WorkflowPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Without an id it gets one from its name. conflict when the draft names a version that is not
  // the next; invalid, with a pointer, when it cannot be done.
  Result<Outcome> handle(const Command& command);

 private:
  Result<Done> check_room(const domain::TenantId& tenant);
  Result<Done> check_services(const domain::Workflow& draft);

  WorkflowPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
