#pragma once

#include <cstddef>
#include <string>

#include "application/alerting/raise_alert.hpp"
#include "application/alerting/resolve_alert.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/run.hpp"
#include "domain/workflows/watch.hpp"
#include "domain/workflows/workflow.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/delivery/outbox.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/workflows/runs.hpp"

namespace tocsin::application {

// What the use cases of workflows share: starts runs, takes their steps one after the other until
// one has to wait, and ends them when the trouble is over. Works inside the unit of work of the use
// case that calls it, and saves the runs it changes.
class WorkflowRunner {
 public:
  WorkflowRunner(ports::Runs& runs,
                 ports::AlertRepository& alerts,
                 RaiseAlert& raise_alert,
                 ResolveAlert& resolve_alert,
                 ports::Outbox& outbox,
                 ports::IdGenerator& ids,
                 ports::Metrics& metrics);

  // Does for a watch of the subject what has been decided. How many runs it has started or ended.
  Result<std::size_t> act(const domain::Decision& decision,
                          domain::Watch& watch,
                          const domain::WatchedSubject& subject,
                          domain::Time now);

  // A new run, from that step on.
  Result<domain::RunId> start(const domain::SharedWorkflow& workflow,
                              domain::RunSignal signal,
                              std::string reason,
                              std::size_t first_step,
                              domain::Time now);

  // Takes the steps that can be taken now.
  Result<Done> go_on(domain::Run run, domain::Time now);

 private:
  Result<Done> recover(const domain::Workflow& workflow,
                       domain::RunId id,
                       const std::string& why,
                       domain::Time now);
  Result<Done> take(domain::Run& run, std::size_t step, domain::Time now);
  void tell(domain::Run& run, const domain::Tell& tell, domain::Time now);
  Result<Done> page(domain::Run& run, const domain::Page& page, domain::Time now);
  Result<Done> paged(domain::Run& run,
                     const domain::Page& page,
                     const domain::EventAnswer& raised,
                     domain::Time now);
  Result<Done> resolve(domain::Run& run, domain::Time now);
  Result<std::size_t> resolve_alerts(const domain::Run& run,
                                     const std::string& why,
                                     domain::Time now);
  std::size_t resolve_incidents(domain::Run& run, domain::Time now);
  void withdraw_messages(const domain::Run& run);

  ports::Runs& runs_;
  ports::AlertRepository& alerts_;
  RaiseAlert& raise_alert_;
  ResolveAlert& resolve_alert_;
  ports::Outbox& outbox_;
  ports::IdGenerator& ids_;
  ports::Metrics& metrics_;
};

}  // namespace tocsin::application
