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

// What the use cases of paging share: who is paged for a service, at which level, until when, and
// who takes over. Works inside the unit of work of the use case that calls it; alerts it is given
// are changed, and saved by the caller.
class Pager {
 public:
  // `fallback` is told when an alert has nobody to page.
  Pager(PagingPorts ports, Surroundings around, std::optional<domain::Target> fallback)
      : ports_(ports), around_(around), fallback_(std::move(fallback)) {}

  // A new alert of a service: opens the outage of a healthy one, is suppressed by an open outage.
  Result<PageOutcome> page_for(const Scope& scope, domain::Alert& alert, domain::Time now);

  // Counts against the outage an alert that pages nobody because of it.
  Result<Done> suppress(const Scope& scope,
                        const domain::Alert& alert,
                        const domain::Service& service,
                        domain::Time now);

  // Tells the targets of the level that the alert has come to, and sets their delay.
  void page_level(const Scope& scope,
                  domain::Alert& alert,
                  domain::Change what,
                  std::string why,
                  domain::Time now);

  // The pages of that epoch have not been answered in time: on to the next level, if there is one.
  domain::TimeoutOutcome time_out(const Scope& scope,
                                  domain::Alert& alert,
                                  std::uint32_t epoch,
                                  const std::string& why,
                                  domain::Time now);

  // A page cannot be delivered. When that is so for all targets of its level, the next one is paged
  // at once. Saves the alert.
  Result<Done> give_up_on_target(const Scope& scope,
                                 const domain::Notification& page,
                                 domain::Time now);

  // The alert has become graver: among overdue timers its own goes first accordingly.
  void regrade(const Scope& scope, const domain::Alert& alert);

  // Nobody else is paged for this alert.
  void stand_down(const Scope& scope, const domain::Alert& alert);

  // The alert is resolved: its outage goes to the oldest other active alert of the service, or else
  // to the oldest acknowledged one, at the same level and with the same deadline; or it is over.
  Result<Done> release(const Scope& scope, const domain::Alert& resolved, domain::Time now);

 private:
  // Of an escalation: the page of an older one says nothing about those of its present one.
  struct Step {
    std::uint16_t level = 0;
    std::uint32_t epoch = 0;
  };

  void page(const domain::Alert& alert, const domain::Target& target, domain::Time now);
  void page(const domain::Alert& alert, const domain::Target& target, Step step, domain::Time now);
  Result<std::optional<domain::Alert>> heir_of(const domain::Alert& resolved);
  void hand_over(const domain::Alert& from, domain::Alert& to, domain::Time now);

  PagingPorts ports_;
  Surroundings around_;
  std::optional<domain::Target> fallback_;
};

}  // namespace tocsin::application
