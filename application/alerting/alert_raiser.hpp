#pragma once

#include <optional>
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
#include "domain/kernel/result.hpp"
#include "domain/kernel/time.hpp"

namespace tocsin::application {

// Turns a problem that Tocsin found in log lines or signals into an alert: the one that is already
// open, or a new one, which is announced and, if its service is configured, pages for it. Alerts of
// one service, or of two of which one depends on the other, that open within the correlation window
// are grouped under the first. That hides none of them: a later one says how many are related. A
// step inside the unit of work of the use cases that find problems.
class AlertRaiser {
 public:
  static constexpr domain::Duration default_correlation_window = std::chrono::minutes{2};

  AlertRaiser(AlertingPorts ports,
              Surroundings around,
              AlertRepeater& repeater,
              Pager& pager,
              Announcer& announcer,
              domain::Duration correlation_window = default_correlation_window)
      : ports_(ports),
        around_(around),
        repeater_(repeater),
        pager_(pager),
        announcer_(announcer),
        correlation_window_(correlation_window) {}

  // Opens the alert. `event` is a trigger; its manager is set here. `service` is the affected one,
  // configured or only known by its name. `by` is the finder.
  Result<domain::EventAnswer> raise(const Scope& scope,
                                    domain::Event event,
                                    const domain::ServiceId& service,
                                    const std::string& by,
                                    domain::Time now);

 private:
  Result<domain::EventAnswer> open(const Scope& scope,
                                   const domain::Event& event,
                                   const domain::ServiceId& service,
                                   const std::string& by,
                                   domain::Time now);
  Result<std::optional<domain::Alert>> find_related(const domain::TenantId& tenant,
                                                    const domain::ServiceId& service,
                                                    const domain::Service* configured,
                                                    domain::Time now);
  Result<std::optional<domain::Alert>> find_parent(const domain::TenantId& tenant,
                                                   const domain::ServiceId& service,
                                                   domain::Time now);
  void relate(domain::Alert& alert, domain::Alert parent, const std::string& by);

  AlertingPorts ports_;
  Surroundings around_;
  AlertRepeater& repeater_;
  Pager& pager_;
  Announcer& announcer_;
  domain::Duration correlation_window_;
};

}  // namespace tocsin::application
