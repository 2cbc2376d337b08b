#pragma once

#include <string>

#include "application/alerting/alert_repeater.hpp"
#include "application/alerting/announcer.hpp"
#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/alerting/event.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Turns a trigger into an alert: the one that is already open, a child of its group, or a new
// parent, which is announced and pages. A step of IngestEvent, inside its unit of work.
class AlertGrouper {
 public:
  AlertGrouper(AlertingPorts ports,
               Surroundings around,
               AlertRepeater& repeater,
               Pager& pager,
               Announcer& announcer)
      : ports_(ports), around_(around), repeater_(repeater), pager_(pager), announcer_(announcer) {}

  Result<domain::EventAnswer> place(const Scope& scope,
                                    const domain::Event& event,
                                    const domain::EventManager& manager,
                                    const std::string& by,
                                    domain::Time now);

 private:
  bool was_overtaken(const domain::Event& event, domain::Time now);
  domain::EventAnswer open_and_resolve(domain::Alert alert,
                                       const std::string& by,
                                       domain::Time now);

  // Adds a child to the group of its parent. It is not announced, and pages only through its
  // parent, if it is more severe.
  Result<domain::EventAnswer> join(const Scope& scope,
                                   domain::Alert&& alert,
                                   domain::Alert&& parent,
                                   const std::string& by,
                                   domain::Time now);
  Result<domain::EventAnswer> open(const Scope& scope,
                                   domain::Alert&& alert,
                                   const domain::EventManager& manager,
                                   const std::string& by,
                                   domain::Time now);

  AlertingPorts ports_;
  Surroundings around_;
  AlertRepeater& repeater_;
  Pager& pager_;
  Announcer& announcer_;
};

}  // namespace tocsin::application
