#pragma once

#include <cstddef>
#include <string>

#include "application/alerting/alert_raiser.hpp"
#include "application/alerting/alert_resolver.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/workflows/ports.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/run.hpp"
#include "domain/workflows/watch.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::application {

// Runs workflows for the use cases: starts runs, takes their steps one after the other until one
// has to wait, and ends them at the recovery. Works inside the unit of work of its caller, and
// saves the runs that it changes.
class WorkflowRunner {
 public:
  WorkflowRunner(WorkflowPorts ports,
                 Surroundings around,
                 AlertRaiser& raiser,
                 AlertResolver& resolver)
      : ports_(ports), around_(around), raiser_(raiser), resolver_(resolver) {}

  // Carries out the decision for a watch of the subject. Returns the number of runs that it has
  // started or ended.
  Result<std::size_t> act(const Scope& scope,
                          const domain::Decision& decision,
                          domain::Watch& watch,
                          const domain::WatchedSubject& subject,
                          domain::Time now);

  // Starts a new run at that step.
  Result<domain::RunId> start(const Scope& scope,
                              const domain::SharedWorkflow& workflow,
                              domain::RunSignal signal,
                              std::string reason,
                              std::size_t first_step,
                              domain::Time now);

  // Takes the steps that can be taken now.
  Result<Done> go_on(const Scope& scope, domain::Run run, domain::Time now);

 private:
  Result<Done> recover(const Scope& scope,
                       const domain::Workflow& workflow,
                       domain::RunId id,
                       const std::string& why,
                       domain::Time now);
  Result<Done> take(const Scope& scope, domain::Run& run, std::size_t step, domain::Time now);
  void tell(domain::Run& run, const domain::Tell& tell, domain::Time now);
  Result<Done> page(const Scope& scope,
                    domain::Run& run,
                    const domain::Page& page,
                    domain::Time now);
  Result<Done> paged(domain::Run& run,
                     const domain::Page& page,
                     const domain::EventAnswer& raised,
                     domain::Time now);
  Result<Done> resolve(const Scope& scope, domain::Run& run, domain::Time now);
  Result<std::size_t> resolve_alerts(const Scope& scope,
                                     const domain::Run& run,
                                     const std::string& why,
                                     domain::Time now);
  std::size_t resolve_incidents(domain::Run& run, domain::Time now);
  void withdraw_messages(const domain::Run& run);

  WorkflowPorts ports_;
  Surroundings around_;
  AlertRaiser& raiser_;
  AlertResolver& resolver_;
};

}  // namespace tocsin::application
