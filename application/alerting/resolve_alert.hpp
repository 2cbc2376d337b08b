#pragma once

#include <string>

#include "application/alerting/announcer.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/configuration.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// The trouble is over. A parent waits for its children; the last child takes it along.
class ResolveAlert {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::AlertId alert;
    std::string by;
  };

  ResolveAlert(ports::UnitOfWork& work,
               ports::AlertRepository& alerts,
               ports::EventManagers& managers,
               Pager& pager,
               Announcer& announcer,
               ports::Timeline& timeline,
               ports::Metrics& metrics,
               const ports::Clock& clock);

  Result<domain::ResolveOutcome> operator()(const Command& command);

  // The step itself, inside a unit of work that somebody else has opened.
  Result<domain::ResolveOutcome> resolve(domain::Alert alert,
                                         const std::string& why,
                                         const std::string& by,
                                         domain::Time now);

 private:
  Result<Done> after_resolve(const domain::Alert& alert, const std::string& by, domain::Time now);
  Result<Done> tell_parent(const domain::Alert& child, const std::string& by, domain::Time now);

  ports::UnitOfWork& work_;
  ports::AlertRepository& alerts_;
  ports::EventManagers& managers_;
  Pager& pager_;
  Announcer& announcer_;
  ports::Timeline& timeline_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
