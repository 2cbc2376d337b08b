#pragma once

#include <cstddef>

#include "application/kernel/configured.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/store/unit_of_work.hpp"
#include "ports/workflows/watches.hpp"
#include "ports/workflows/workflows.hpp"

namespace tocsin::application {

// Says what is to be done about which signals. A change is a new version: runs that are under way
// keep the one they began with, and what is watched already is judged by the new one.
class ConfigureWorkflows {
 public:
  // A signal is put to every workflow of its type.
  static constexpr std::size_t max_workflows = 2'000;

  struct Toggle {
    domain::TenantId tenant;
    domain::WorkflowId workflow;
    bool enabled = true;
  };

  struct Removal {
    domain::TenantId tenant;
    domain::WorkflowId workflow;
  };

  ConfigureWorkflows(ports::UnitOfWork& work,
                     ports::Workflows& workflows,
                     ports::Services& services,
                     ports::Watches& watches,
                     const ports::Clock& clock);

  // The next version, or the first one. Without an id it gets one from its name. conflict when the
  // draft names a version that is not the next; invalid, with a pointer, when it cannot be done.
  Result<Configured<domain::Workflow>> save(domain::Workflow draft);

  // Cancels nothing that runs. What was watched when it was disabled is forgotten.
  Result<domain::Workflow> toggle(const Toggle& toggle);
  Result<Done> remove(const Removal& removal);

 private:
  Result<Done> check_room(const domain::TenantId& tenant);
  Result<Done> check_services(const domain::Workflow& draft);

  ports::UnitOfWork& work_;
  ports::Workflows& workflows_;
  ports::Services& services_;
  ports::Watches& watches_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
