#include "application/workflows/configure_workflows.hpp"

#include <string>
#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Workflow;
using domain::WorkflowId;

namespace {

Failure no_such(const WorkflowId& id) {
  return fail(ErrorKind::not_found, "there is no workflow \"" + id.value + '"');
}

}  // namespace

ConfigureWorkflows::ConfigureWorkflows(ports::UnitOfWork& work,
                                       ports::Workflows& workflows,
                                       ports::Services& services,
                                       ports::Watches& watches,
                                       const ports::Clock& clock)
    : work_(work), workflows_(workflows), services_(services), watches_(watches), clock_(clock) {}

Result<Configured<Workflow>> ConfigureWorkflows::save(Workflow draft) {
  Transaction transaction{work_};

  if (draft.id.empty()) draft.id = domain::workflow_id_of(draft.name);
  if (const auto checked = check(draft); !checked) return Failure{checked.error()};
  if (const auto checked = check_services(draft); !checked) return Failure{checked.error()};
  const auto now = clock_.now();
  const auto before = workflows_.find(draft.tenant, draft.id);
  if (!before) return Failure{before.error()};
  if (!*before) {
    if (const auto room = check_room(draft.tenant); !room) return Failure{room.error()};
  }
  draft.created_at = *before ? (*before)->created_at : now;
  draft.updated_at = now;
  const auto last = workflows_.last_version(draft.tenant, draft.id);
  if (!last) return Failure{last.error()};
  const auto next = *last + 1;
  if (draft.version != 0 && draft.version != next) {
    return fail(ErrorKind::conflict,
                "the next version of \"" + draft.id.value + "\" is " + std::to_string(next),
                "/version");
  }
  draft.version = next;
  const bool was_watching = *before && (*before)->enabled;
  draft.watches_since = was_watching ? (*before)->watches_since : draft.version;
  workflows_.save(draft);
  if (was_watching) watches_.look_soon(draft.tenant, draft.id, now);
  return transaction.commit(Configured<Workflow>{std::move(draft), *before == nullptr});
}

Result<Done> ConfigureWorkflows::check_room(const domain::TenantId& tenant) {
  const auto all = workflows_.list(tenant);
  if (!all) return Failure{all.error()};
  if (all->size() < max_workflows) return Done{};
  return fail(
      ErrorKind::conflict,
      "there may be " + std::to_string(max_workflows) + " workflows; delete one that nobody needs");
}

Result<Done> ConfigureWorkflows::check_services(const Workflow& draft) {
  for (std::size_t step = 0; step < draft.steps.size(); ++step) {
    const auto* page = std::get_if<domain::Page>(&draft.steps[step]);
    if (!page) continue;
    const auto pointer = "/actions/" + std::to_string(step) + "/service_id";
    auto exists = must_exist(services_, draft.tenant, page->service, "service", pointer);
    if (!exists) return exists;
  }
  return Done{};
}

Result<Workflow> ConfigureWorkflows::toggle(const Toggle& toggle) {
  Transaction transaction{work_};

  const auto found = workflows_.find(toggle.tenant, toggle.workflow);
  if (!found) return Failure{found.error()};
  if (!*found) return no_such(toggle.workflow);
  if ((*found)->enabled == toggle.enabled) return **found;

  const auto last = workflows_.last_version(toggle.tenant, toggle.workflow);
  if (!last) return Failure{last.error()};
  Workflow workflow = **found;
  workflow.version = *last + 1;
  workflow.enabled = toggle.enabled;
  workflow.updated_at = clock_.now();
  workflow.watches_since = workflow.version;
  workflows_.save(workflow);
  return transaction.commit(std::move(workflow));
}

Result<Done> ConfigureWorkflows::remove(const Removal& removal) {
  Transaction transaction{work_};

  const auto found = workflows_.find(removal.tenant, removal.workflow);
  if (!found) return Failure{found.error()};
  if (!*found) return no_such(removal.workflow);
  workflows_.remove(removal.tenant, removal.workflow);
  return transaction.commit(Done{});
}

}  // namespace tocsin::application
