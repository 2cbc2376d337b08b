#include "application/alerting/alert_repeater.hpp"

#include <utility>

namespace tocsin::application {

using domain::Change;

RepeatOutcome AlertRepeater::repeat(const Scope& scope,
                                    domain::Alert alert,
                                    const domain::Event& event,
                                    const std::string& by,
                                    domain::Time now) {
  const auto effect = alert.repeat(event, now);
  around_.metrics.count(ports::Counter::alerts_repeated);

  if (effect.resolve_withdrawn) {
    around_.timeline.add(
        {alert.tenant, alert.id, now, Change::resolve_withdrawn, "triggered again", by});
  }
  const auto outcome =
      effect.severity_rose ? grow_graver(scope, alert, by, now) : RepeatOutcome::counted;
  ports_.alerts.save(std::move(alert));
  return outcome;
}

RepeatOutcome AlertRepeater::grow_graver(const Scope& scope,
                                         domain::Alert& alert,
                                         const std::string& by,
                                         domain::Time now) {
  around_.timeline.add({alert.tenant,
                        alert.id,
                        now,
                        Change::severity_rose,
                        "now " + std::string{alert.severity.token()},
                        by});
  if (!alert.wants_repage()) {
    pager_.regrade(scope, alert);
    return RepeatOutcome::counted;
  }
  alert.withdraw_acknowledgement(now);
  pager_.page_level(
      scope, alert, Change::paged_again, "its severity rose after the acknowledgement", now);
  return RepeatOutcome::paged_again;
}

}  // namespace tocsin::application
