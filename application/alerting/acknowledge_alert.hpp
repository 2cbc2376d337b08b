#pragma once

#include <string>

#include "application/alerting/announcer.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Somebody takes an alert: nobody else is paged for it.
class AcknowledgeAlert {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::AlertId alert;
    std::string by;
  };

  AcknowledgeAlert(ports::UnitOfWork& work,
                   ports::AlertRepository& alerts,
                   Pager& pager,
                   Announcer& announcer,
                   ports::Timeline& timeline,
                   ports::Metrics& metrics,
                   const ports::Clock& clock);

  Result<domain::AcknowledgeOutcome> operator()(const Command& command);

  // The step itself, inside a unit of work that somebody else has opened.
  Result<domain::AcknowledgeOutcome> acknowledge(domain::Alert alert,
                                                 const std::string& by,
                                                 domain::Time now);

 private:
  ports::UnitOfWork& work_;
  ports::AlertRepository& alerts_;
  Pager& pager_;
  Announcer& announcer_;
  ports::Timeline& timeline_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
