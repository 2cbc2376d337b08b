#pragma once

#include <string>

#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/alerting/event.hpp"
#include "ports/alerting/alert_repository.hpp"
#include "ports/alerting/timeline.hpp"
#include "ports/kernel/metrics.hpp"

namespace tocsin::application {

enum class RepeatOutcome { counted, paged_again };

// The same trouble is told again while its alert is open: it is counted, and pages nobody unless it
// has become graver and the policy asks for it. A step, inside the unit of work of its caller.
class RepeatAlert {
 public:
  RepeatAlert(ports::AlertRepository& alerts,
              Pager& pager,
              ports::Timeline& timeline,
              ports::Metrics& metrics);

  RepeatOutcome operator()(domain::Alert alert,
                           const domain::Event& event,
                           const std::string& by,
                           domain::Time now);

 private:
  RepeatOutcome grow_graver(domain::Alert& alert, const std::string& by, domain::Time now);

  ports::AlertRepository& alerts_;
  Pager& pager_;
  ports::Timeline& timeline_;
  ports::Metrics& metrics_;
};

}  // namespace tocsin::application
