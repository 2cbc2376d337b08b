#include "application/workflows/toggle_workflow.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Workflow;

Result<ToggleWorkflow::Outcome> ToggleWorkflow::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto found = ports_.workflows.find(command.tenant, command.id);
  if (!found) return Failure{found.error()};
  if (!*found) return fail(ErrorKind::not_found, "workflow \"" + command.id.value + "\" not found");
  if ((*found)->enabled == command.enabled) return **found;

  const auto last = ports_.workflows.last_version(command.tenant, command.id);
  if (!last) return Failure{last.error()};
  Workflow workflow = **found;
  workflow.version = *last + 1;
  workflow.enabled = command.enabled;
  workflow.updated_at = around_.clock.now();
  workflow.watches_since = workflow.version;
  ports_.workflows.save(workflow);
  return transaction.commit(std::move(workflow));
}

}  // namespace tocsin::application
