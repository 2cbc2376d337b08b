#include "application/alerting/repeat_alert.hpp"

#include <utility>

namespace tocsin::application {

using domain::Change;

RepeatAlert::RepeatAlert(ports::AlertRepository& alerts,
                         Pager& pager,
                         ports::Timeline& timeline,
                         ports::Metrics& metrics)
    : alerts_(alerts), pager_(pager), timeline_(timeline), metrics_(metrics) {}

RepeatOutcome RepeatAlert::operator()(domain::Alert alert,
                                      const domain::Event& event,
                                      const std::string& by,
                                      domain::Time now) {
  const auto effect = alert.repeat(event, now);
  metrics_.count(ports::Counter::alerts_repeated);

  if (effect.resolve_withdrawn) {
    timeline_.add({alert.tenant, alert.id, now, Change::resolve_withdrawn, "triggered again", by});
  }
  const auto outcome = effect.severity_rose ? grow_graver(alert, by, now) : RepeatOutcome::counted;
  alerts_.save(std::move(alert));
  return outcome;
}

RepeatOutcome RepeatAlert::grow_graver(domain::Alert& alert,
                                       const std::string& by,
                                       domain::Time now) {
  timeline_.add({alert.tenant,
                 alert.id,
                 now,
                 Change::severity_rose,
                 "now " + std::string{alert.severity.token()},
                 by});
  if (!alert.wants_repage()) {
    pager_.regrade(alert);
    return RepeatOutcome::counted;
  }
  alert.withdraw_acknowledgement(now);
  pager_.page_level(alert, Change::paged_again, "its severity rose after the acknowledgement", now);
  return RepeatOutcome::paged_again;
}

}  // namespace tocsin::application
