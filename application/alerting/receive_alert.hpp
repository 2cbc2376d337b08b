#pragma once

#include <string>

#include "application/alerting/announcer.hpp"
#include "application/alerting/repeat_alert.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/kernel/id_generator.hpp"
#include "ports/kernel/metrics.hpp"
#include "ports/paging/configuration.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// The pager receives an alert of a service, without an event manager in between.
class ReceiveAlert {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::ServiceId service;
    std::string message;
    domain::Severity severity;
    std::string dedup_key;  // empty: an alert of its own
    std::string by;
  };

  struct Answer {
    domain::AlertId alert;
    PageOutcome outcome = PageOutcome::paged;

    bool operator==(const Answer&) const = default;
  };

  ReceiveAlert(ports::UnitOfWork& work,
               ports::Services& services,
               ports::AlertRepository& alerts,
               RepeatAlert& repeat_alert,
               Pager& pager,
               Announcer& announcer,
               ports::Timeline& timeline,
               ports::IdGenerator& ids,
               ports::Metrics& metrics,
               const ports::Clock& clock);

  Result<Answer> operator()(const Command& command);

 private:
  Result<Answer> repeat(domain::Alert alert,
                        const domain::Event& event,
                        const Command& command,
                        const domain::Service& service,
                        domain::Time now);

  ports::UnitOfWork& work_;
  ports::Services& services_;
  ports::AlertRepository& alerts_;
  RepeatAlert& repeat_alert_;
  Pager& pager_;
  Announcer& announcer_;
  ports::Timeline& timeline_;
  ports::IdGenerator& ids_;
  ports::Metrics& metrics_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
