#include "application/workflows/save_workflow.hpp"

#include <string>
#include <utility>
#include <variant>

#include "application/kernel/transaction.hpp"
#include "domain/workflows/workflow_id.hpp"

namespace tocsin::application {

using domain::Workflow;

Result<SaveWorkflow::Outcome> SaveWorkflow::handle(const Command& command) {
  Transaction transaction{around_.work};

  auto draft = command;
  if (const auto checked = check(draft); !checked) return Failure{checked.error()};
  if (const auto named = derive_id(draft); !named) return Failure{named.error()};
  if (const auto checked = check_services(draft); !checked) return Failure{checked.error()};
  const auto now = around_.clock.now();
  const auto before = ports_.workflows.find(draft.tenant, draft.id);
  if (!before) return Failure{before.error()};
  if (!*before) {
    if (const auto room = check_room(draft.tenant); !room) return Failure{room.error()};
  }
  draft.created_at = *before ? (*before)->created_at : now;
  draft.updated_at = now;
  const auto next = next_version(draft);
  if (!next) return Failure{next.error()};
  draft.version = *next;
  const bool was_watching = *before && (*before)->enabled;
  draft.watches_since = was_watching ? (*before)->watches_since : draft.version;
  ports_.workflows.save(draft);
  if (was_watching) ports_.watches.look_soon(draft.tenant, draft.id, now);
  return transaction.commit(Configured<Workflow>{std::move(draft), *before == nullptr});
}

Result<Done> SaveWorkflow::derive_id(Workflow& draft) {
  if (!draft.id.empty()) return Done{};
  const auto all = ports_.workflows.list(draft.tenant);
  if (!all) return Failure{all.error()};
  draft.id = domain::workflow_id_for(draft.name, *all);
  return Done{};
}

Result<std::uint64_t> SaveWorkflow::next_version(const Workflow& draft) {
  const auto last = ports_.workflows.last_version(draft.tenant, draft.id);
  if (!last) return Failure{last.error()};
  const auto next = *last + 1;
  if (draft.version == 0 || draft.version == next) return next;
  return fail(
      ErrorKind::conflict,
      "must be " + std::to_string(next) + ", the next version of \"" + draft.id.value + "\"",
      "/version");
}

Result<Done> SaveWorkflow::check_room(const domain::TenantId& tenant) {
  const auto all = ports_.workflows.list(tenant);
  if (!all) return Failure{all.error()};
  if (all->size() < max_workflows) return Done{};
  return fail(ErrorKind::conflict,
              "the limit of " + std::to_string(max_workflows) +
                  " workflows per tenant is reached; delete one");
}

Result<Done> SaveWorkflow::check_services(const Workflow& draft) {
  for (std::size_t step = 0; step < draft.steps.size(); ++step) {
    const auto* page = std::get_if<domain::Page>(&draft.steps[step]);
    if (!page) continue;
    const auto pointer = "/actions/" + std::to_string(step) + "/service_id";
    auto exists = must_exist(ports_.services, draft.tenant, page->service, "service", pointer);
    if (!exists) return exists;
  }
  return Done{};
}

}  // namespace tocsin::application
