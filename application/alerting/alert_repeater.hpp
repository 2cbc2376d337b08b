#pragma once

#include <string>

#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/alerting/event.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

enum class RepeatOutcome { counted, paged_again };

// Applies a repeated trigger to its open alert: counts it, and pages nobody unless the alert has
// become more severe and the policy pages again then. A child pages through its parent. A step
// inside the unit of work of its caller.
class AlertRepeater {
 public:
  AlertRepeater(AlertingPorts ports, Surroundings around, Pager& pager)
      : ports_(ports), around_(around), pager_(pager) {}

  Result<RepeatOutcome> repeat(const Scope& scope,
                               domain::Alert alert,
                               const domain::Event& event,
                               const std::string& by,
                               domain::Time now);

  // Has the parent speak for a child that is more severe than it. The caller saves the parent.
  Result<RepeatOutcome> speak_for(const Scope& scope,
                                  domain::Alert& parent,
                                  const domain::Alert& child,
                                  const std::string& by,
                                  domain::Time now);

 private:
  Result<RepeatOutcome> grow_graver(const Scope& scope,
                                    domain::Alert& alert,
                                    const std::string& by,
                                    domain::Time now);
  Result<RepeatOutcome> tell_parent(const Scope& scope,
                                    const domain::Alert& child,
                                    const std::string& by,
                                    domain::Time now);

  AlertingPorts ports_;
  Surroundings around_;
  Pager& pager_;
};

}  // namespace tocsin::application
