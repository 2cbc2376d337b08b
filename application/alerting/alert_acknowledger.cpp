#include "application/alerting/alert_acknowledger.hpp"

#include <utility>

namespace tocsin::application {

using domain::AcknowledgeOutcome;

Result<AcknowledgeOutcome> AlertAcknowledger::acknowledge(const Scope& scope,
                                                          domain::Alert alert,
                                                          const std::string& by,
                                                          domain::Time now) {
  const auto outcome = alert.acknowledge(by, now);
  if (outcome != AcknowledgeOutcome::accepted) return outcome;

  pager_.stand_down(scope, alert);
  around_.timeline.add(
      {alert.tenant, alert.id, now, domain::Change::acknowledged, "acknowledgement received", by});
  around_.metrics.count(ports::Counter::acknowledgements);
  announcer_.acknowledged(scope, alert, now);
  ports_.alerts.save(std::move(alert));
  return outcome;
}

}  // namespace tocsin::application
