#include "application/paging/configure_services.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Service;
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

ConfigureServices::ConfigureServices(ports::UnitOfWork& work,
                                     ports::Services& services,
                                     ports::EscalationPolicies& policies,
                                     ports::EventManagers& managers,
                                     ports::Workflows& workflows,
                                     ports::AlertRepository& alerts,
                                     const ports::Clock& clock)
    : work_(work),
      services_(services),
      policies_(policies),
      managers_(managers),
      workflows_(workflows),
      alerts_(alerts),
      clock_(clock) {}

Result<Configured<Service>> ConfigureServices::save(Service draft, Existing existing) {
  Transaction transaction{work_};

  const auto before = predecessor(services_, draft, existing, clock_.now());
  if (!before) return Failure{before.error()};
  if (!draft.policy.empty()) {
    const auto known = must_exist(
        policies_, draft.tenant, draft.policy, "escalation policy", "/escalation_policy_id");
    if (!known) return Failure{known.error()};
  }

  for (std::size_t i = 0; i < draft.depends_on.size(); ++i) {
    const auto known = must_exist(services_,
                                  draft.tenant,
                                  draft.depends_on[i],
                                  "service",
                                  "/depends_on/" + std::to_string(i));
    if (!known) return Failure{known.error()};
  }

  if (*before) draft.outage = (*before)->outage;
  services_.save(draft);
  return transaction.commit(Configured<Service>{std::move(draft), *before == nullptr});
}

Result<Done> ConfigureServices::remove(const TenantId& tenant, const ServiceId& id) {
  Transaction transaction{work_};

  const auto user = user_of(tenant, id);
  if (!user) return Failure{user.error()};
  const auto removed = remove_unused(services_, tenant, id, "service", *user);
  if (!removed) return removed;
  return transaction.commit(Done{});
}

Result<std::string> ConfigureServices::user_of(const TenantId& tenant, const ServiceId& id) {
  const auto managers = managers_.list(tenant);
  if (!managers) return Failure{managers.error()};
  for (const auto& manager : *managers) {
    if (manager->service == id) return "event manager \"" + manager->id.value + "\"";
  }
  const auto services = services_.list(tenant);
  if (!services) return Failure{services.error()};
  for (const auto& service : *services) {
    if (service->needs(id)) return "service \"" + service->id.value + "\"";
  }
  const auto workflows = workflows_.list(tenant);
  if (!workflows) return Failure{workflows.error()};
  for (const auto& workflow : *workflows) {
    if (pages(*workflow, id)) return "workflow \"" + workflow->id.value + "\"";
  }
  const auto alert = alerts_.find_oldest_open(tenant, id);
  if (!alert) return Failure{alert.error()};
  return *alert ? "alert " + to_text((*alert)->id) : std::string{};
}

}  // namespace tocsin::application
