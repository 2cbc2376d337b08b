#pragma once

#include <string>

#include "application/alerting/announcer.hpp"
#include "application/alerting/ports.hpp"
#include "application/kernel/surroundings.hpp"
#include "application/kernel/transaction.hpp"
#include "application/paging/pager.hpp"
#include "domain/alerting/alert.hpp"
#include "domain/kernel/result.hpp"

namespace tocsin::application {

// Resolves an alert. A parent waits for its children, and is resolved with its last child.
class AlertResolver {
 public:
  AlertResolver(AlertingPorts ports, Surroundings around, Pager& pager, Announcer& announcer)
      : ports_(ports), around_(around), pager_(pager), announcer_(announcer) {}

  Result<domain::ResolveOutcome> resolve(const Scope& scope,
                                         domain::Alert alert,
                                         const std::string& why,
                                         const std::string& by,
                                         domain::Time now);

 private:
  Result<Done> after_resolve(const Scope& scope,
                             const domain::Alert& alert,
                             const std::string& by,
                             domain::Time now);
  Result<Done> tell_parent(const Scope& scope,
                           const domain::Alert& child,
                           const std::string& by,
                           domain::Time now);

  AlertingPorts ports_;
  Surroundings around_;
  Pager& pager_;
  Announcer& announcer_;
};

}  // namespace tocsin::application
