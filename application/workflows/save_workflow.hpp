#pragma once

#include <cstddef>
#include <string_view>

#include "application/kernel/configured.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/workflows/ports.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::application {

// Creates a workflow or its next version: conditions on signals, and the steps to run. Open runs
// keep the version that they began with; watched subjects are evaluated by the new one.
class SaveWorkflow {
 public:
  // The maximum number of workflows per tenant. A signal is evaluated by every workflow of its
  // type.
  static constexpr std::size_t max_workflows = 2'000;

  using Command = domain::Workflow;
  using Outcome = Configured<domain::Workflow>;

  static constexpr std::string_view name = "save_workflow";

  SaveWorkflow(WorkflowPorts ports, Surroundings around) : ports_(ports), around_(around) {}

  // Derives a missing id from the name, and never one that a workflow of another name has. Fails
  // with conflict if the draft names a version that is not the next, and with invalid, with a
  // pointer, if it cannot run as written.
  Result<Outcome> handle(const Command& command);

 private:
  Result<Done> derive_id(domain::Workflow& draft);
  Result<std::uint64_t> next_version(const domain::Workflow& draft);
  Result<Done> check_room(const domain::TenantId& tenant);
  Result<Done> check_services(const domain::Workflow& draft);

  WorkflowPorts ports_;
  Surroundings around_;
};

}  // namespace tocsin::application
