#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/paging/ports.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/delivery/notification.hpp"
#include "domain/kernel/result.hpp"
#include "domain/kernel/words.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::application {

enum class PageOutcome { paged, suppressed, no_policy };
constexpr domain::Words<3> words(PageOutcome) { return {"paged", "suppressed", "no_policy"}; }

// Pages for the use cases: decides who is paged for a service, at which level, until when, and
// which alert takes over. Works inside the unit of work of its caller; changes the alerts that it
// is given, and the caller saves them.
class Pager {
 public:
  // `fallback` is paged if an alert has nobody to page.
  Pager(PagingPorts ports, Surroundings around, std::optional<domain::Target> fallback)
      : ports_(ports), around_(around), fallback_(std::move(fallback)) {}

  // Handles a new alert of a service: opens an outage if the service is healthy; otherwise the
  // alert is suppressed by the open outage, unless it is more severe: then it takes the outage over
  // and pages.
  Result<PageOutcome> page_for(const Scope& scope, domain::Alert& alert, domain::Time now);

  // Counts an alert that pages nobody because of the outage.
  Result<Done> suppress(const Scope& scope,
                        const domain::Alert& alert,
                        const domain::Service& service,
                        domain::Time now);

  // Pages the targets of the alert's current level, and sets the acknowledgement delay.
  void page_level(const Scope& scope,
                  domain::Alert& alert,
                  domain::Change what,
                  const std::string& why,
                  domain::Time now);

  // Handles a timeout: no page of that epoch was acknowledged in time. Pages the next level, if
  // there is one.
  domain::TimeoutOutcome time_out(const Scope& scope,
                                  domain::Alert& alert,
                                  std::uint32_t epoch,
                                  const std::string& why,
                                  domain::Time now);

  // Handles a page that failed permanently. If the pages of all targets of its level have, the next
  // level is paged immediately. Saves the alert.
  Result<Done> give_up_on_target(const Scope& scope,
                                 const domain::Notification& page,
                                 domain::Time now);

  // Handles a rise of the severity of an open alert: pages again from the first level if the alert
  // is now more severe than the outage was. Returns whether it paged. If the policy does not page
  // again, only the timer is prioritized among overdue timers.
  Result<bool> severity_rose(const Scope& scope, domain::Alert& alert, domain::Time now);

  // Ends the paging for this alert: cancels its timer and its pending pages. An attempt in flight
  // is not recalled, but not retried either.
  void stand_down(const Scope& scope, const domain::Alert& alert);

  // Releases the outage of a resolved alert to another open alert of the service, at the same level
  // and with the same deadline: to the oldest that is not acknowledged, or else to the oldest. If
  // the outage was acknowledged, to the oldest. Without an open alert, the outage ends.
  Result<Done> release(const Scope& scope, const domain::Alert& resolved, domain::Time now);

 private:
  // A level and epoch of an escalation: a page of an earlier one says nothing about the pages of
  // the present one.
  struct Step {
    std::uint16_t level = 0;
    std::uint32_t epoch = 0;
  };

  void regrade(const domain::Alert& alert);

  void suppress_by(domain::Alert holder,
                   const domain::Alert& alert,
                   const domain::Service& service,
                   domain::Time now);
  void take_outage(const Scope& scope,
                   domain::Alert& alert,
                   domain::Service service,
                   domain::Alert holder,
                   domain::Time now);

  void page(const domain::Alert& alert, const domain::Target& target, domain::Time now);
  void page(const domain::Alert& alert, const domain::Target& target, Step step, domain::Time now);
  Result<std::optional<domain::Alert>> heir_of(const domain::Alert& resolved);
  void hand_over(const domain::Alert& from, domain::Alert& to, domain::Time now);

  PagingPorts ports_;
  Surroundings around_;
  std::optional<domain::Target> fallback_;
};

}  // namespace tocsin::application
