#include "application/alerting/alert_repeater.hpp"

#include <utility>

namespace tocsin::application {

using domain::Alert;
using domain::Change;
using domain::Time;

Result<RepeatOutcome> AlertRepeater::repeat(const Scope& scope,
                                            Alert alert,
                                            const domain::Event& event,
                                            const std::string& by,
                                            Time now) {
  const auto effect = alert.repeat(event, now);
  around_.metrics.count(ports::Counter::alerts_repeated);

  if (effect.resolve_withdrawn) {
    around_.timeline.add(
        {alert.tenant, alert.id, now, Change::resolve_withdrawn, "triggered again", by});
  }
  auto outcome = Result<RepeatOutcome>{RepeatOutcome::counted};
  if (effect.severity_rose) outcome = grow_graver(scope, alert, by, now);
  ports_.alerts.save(std::move(alert));
  return outcome;
}

Result<RepeatOutcome> AlertRepeater::speak_for(const Scope& scope,
                                               Alert& parent,
                                               const Alert& child,
                                               const std::string& by,
                                               Time now) {
  if (!parent.speak_for(child, now)) return RepeatOutcome::counted;
  return grow_graver(scope, parent, by, now);
}

Result<RepeatOutcome> AlertRepeater::grow_graver(const Scope& scope,
                                                 Alert& alert,
                                                 const std::string& by,
                                                 Time now) {
  around_.timeline.add({alert.tenant,
                        alert.id,
                        now,
                        Change::severity_rose,
                        "now " + std::string{alert.severity.token()},
                        by});
  if (!alert.speaks_for_itself()) return tell_parent(scope, alert, by, now);

  const auto paged = pager_.severity_rose(scope, alert, now);
  if (!paged) return Failure{paged.error()};
  return *paged ? RepeatOutcome::paged_again : RepeatOutcome::counted;
}

Result<RepeatOutcome> AlertRepeater::tell_parent(const Scope& scope,
                                                 const Alert& child,
                                                 const std::string& by,
                                                 Time now) {
  auto parent = ports_.alerts.get(child.tenant, *child.parent);
  if (!parent) return Failure{parent.error()};
  auto outcome = speak_for(scope, *parent, child, by, now);
  ports_.alerts.save(std::move(*parent));
  return outcome;
}

}  // namespace tocsin::application
