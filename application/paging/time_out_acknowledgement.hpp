#pragma once

#include <cstdint>

#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/kernel/clock.hpp"
#include "ports/paging/timers.hpp"
#include "ports/store/unit_of_work.hpp"

namespace tocsin::application {

// Nobody has acknowledged in time: the next level is paged. A timeout of an epoch that is over
// does nothing, so a late or doubled one can never page.
class TimeOutAcknowledgement {
 public:
  struct Command {
    domain::TenantId tenant;
    domain::AlertId alert;
    std::uint32_t epoch = 0;
  };

  TimeOutAcknowledgement(ports::UnitOfWork& work,
                         ports::AlertRepository& alerts,
                         ports::Timers& timers,
                         Pager& pager,
                         const ports::Clock& clock);

  Result<domain::TimeoutOutcome> operator()(const Command& command);

 private:
  void forget_fired_timer(domain::AlertId alert, domain::Time now);

  ports::UnitOfWork& work_;
  ports::AlertRepository& alerts_;
  ports::Timers& timers_;
  Pager& pager_;
  const ports::Clock& clock_;
};

}  // namespace tocsin::application
