#pragma once

#include <string>

#include "application/alerting/announcer.hpp"
#include "application/alerting/repeat_alert.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/alerting/event.hpp"
#include "domain/alerting/event_answer.hpp"
#include "domain/alerting/event_manager.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/alerting/early_resolves.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/metrics.hpp"

namespace tocsin::application {

// A trigger becomes an alert: the one that is open already, a child of its group, or a new parent,
// which is announced and pages. A step of IngestEvent, inside its unit of work.
class GroupAlert {
 public:
  GroupAlert(ports::AlertRepository& alerts,
             ports::GroupingRules& rules,
             ports::EarlyResolves& early_resolves,
             RepeatAlert& repeat_alert,
             Pager& pager,
             Announcer& announcer,
             ports::Timeline& timeline,
             ports::IdGenerator& ids,
             ports::Metrics& metrics);

  Result<domain::EventAnswer> operator()(const domain::Event& event,
                                         const domain::EventManager& manager,
                                         const std::string& by,
                                         domain::Time now);

 private:
  bool was_overtaken(const domain::Event& event, domain::Time now);
  domain::EventAnswer open_and_resolve(domain::Alert alert,
                                       const std::string& by,
                                       domain::Time now);
  domain::EventAnswer join(domain::Alert&& alert,
                           domain::Alert&& parent,
                           const std::string& by,
                           domain::Time now);
  Result<domain::EventAnswer> open(domain::Alert&& alert,
                                   const domain::EventManager& manager,
                                   const std::string& by,
                                   domain::Time now);

  ports::AlertRepository& alerts_;
  ports::GroupingRules& grouping_rules_;
  ports::EarlyResolves& early_resolves_;
  RepeatAlert& repeat_alert_;
  Pager& pager_;
  Announcer& announcer_;
  ports::Timeline& timeline_;
  ports::IdGenerator& ids_;
  ports::Metrics& metrics_;
};

}  // namespace tocsin::application
