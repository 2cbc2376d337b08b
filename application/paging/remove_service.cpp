#include "application/paging/remove_service.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::ServiceId;
using domain::TenantId;

namespace {

bool pages(const domain::Workflow& workflow, const ServiceId& service) {
  return std::any_of(workflow.steps.begin(), workflow.steps.end(), [&](const domain::Step& step) {
    const auto* page = std::get_if<domain::Page>(&step);
    return page && page->service == service;
  });
}

}  // namespace

Result<RemoveService::Outcome> RemoveService::handle(const Command& command) {
  Transaction transaction{around_.work};

  const auto user = user_of(command.tenant, command.id);
  if (!user) return Failure{user.error()};
  auto removed = remove_unused(ports_.services, command.tenant, command.id, "service", *user);
  if (!removed) return removed;
  return transaction.commit(Done{});
}

Result<std::string> RemoveService::user_of(const TenantId& tenant, const ServiceId& id) {
  const auto managers = ports_.managers.list(tenant);
  if (!managers) return Failure{managers.error()};
  for (const auto& manager : *managers) {
    if (manager->service == id) return "event manager \"" + manager->id.value + "\"";
  }
  const auto services = ports_.services.list(tenant);
  if (!services) return Failure{services.error()};
  for (const auto& service : *services) {
    // Databases of earlier versions may have services that depend on themselves.
    if (service->id != id && service->needs(id)) return "service \"" + service->id.value + "\"";
  }
  const auto workflows = ports_.workflows.list(tenant);
  if (!workflows) return Failure{workflows.error()};
  for (const auto& workflow : *workflows) {
    if (pages(*workflow, id)) return "workflow \"" + workflow->id.value + "\"";
  }
  const auto alert = ports_.alerts.find_oldest_open(tenant, id);
  if (!alert) return Failure{alert.error()};
  return *alert ? "alert " + to_text((*alert)->id) : std::string{};
}

}  // namespace tocsin::application
