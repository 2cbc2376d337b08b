#include "application/workflows/remove_workflow.hpp"

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

Result<RemoveWorkflow::Outcome> RemoveWorkflow::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto found = ports_.workflows.find(command.tenant, command.id);
  if (!found) return Failure{found.error()};
  if (!*found) return fail(ErrorKind::not_found, "workflow \"" + command.id.value + "\" not found");
  ports_.workflows.remove(command.tenant, command.id);
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
