#include "application/alerting/alert_grouper.hpp"

#include <optional>
#include <utility>

namespace tocsin::application {

using domain::Alert;
using domain::Change;
using domain::Event;
using domain::EventAnswer;
using domain::EventManager;
using domain::EventOutcome;
using domain::Group;
using domain::Time;
using ports::Counter;

Result<EventAnswer> AlertGrouper::place(const Scope& scope,
                                        const Event& event,
                                        const EventManager& manager,
                                        const std::string& by,
                                        Time now) {
  auto known =
      ports_.alerts.find_open({event.tenant.value, event.manager.value, {}, event.dedup_key});
  if (!known) return Failure{known.error()};
  if (*known) {
    const EventAnswer answer{EventOutcome::repeated, (*known)->id, (*known)->type()};
    const auto repeated = repeater_.repeat(scope, std::move(**known), event, by, now);
    if (!repeated) return Failure{repeated.error()};
    return answer;
  }

  auto alert = open_alert({around_.ids.next()}, event, manager.service, now);
  around_.metrics.count(Counter::alerts_opened);
  if (was_overtaken(event, now)) return open_and_resolve(std::move(alert), by, now);

  const auto rule = ports_.grouping_rules.find(manager.tenant, manager.grouping_rule);
  if (!rule) return Failure{rule.error()};
  auto value = *rule ? grouping_value(**rule, event) : std::nullopt;
  if (!value) return open(scope, std::move(alert), manager, by, now);

  auto parent =
      ports_.alerts.find_parent({event.tenant.value, event.manager.value, (*rule)->key, *value});
  if (!parent) return Failure{parent.error()};
  if (*parent && (*parent)->takes_children_at(now)) {
    // Under a parent that pages for another service, nobody of this service would be paged.
    if ((*parent)->service == manager.service) {
      return join(scope, std::move(alert), std::move(**parent), by, now);
    }
    (*parent)->close_group(now);
    ports_.alerts.save(std::move(**parent));
  }
  alert.group = Group{(*rule)->key, std::move(*value), now + (*rule)->window};
  return open(scope, std::move(alert), manager, by, now);
}

bool AlertGrouper::was_overtaken(const Event& event, Time now) {
  const auto early = ports_.early_resolves.take(event.tenant, event.manager, event.dedup_key);
  return early && overtook(*early, occurred_at(event, now), now);
}

EventAnswer AlertGrouper::open_and_resolve(Alert alert, const std::string& by, Time now) {
  around_.timeline.add({alert.tenant, alert.id, now, Change::opened, "triggered", by});
  around_.timeline.add({alert.tenant,
                        alert.id,
                        now,
                        Change::resolved,
                        "resolved immediately: its resolve arrived before its trigger",
                        by});
  around_.metrics.count(Counter::alerts_resolved);
  alert.resolve(by, now);
  const EventAnswer answer{EventOutcome::overtaken, alert.id, alert.type()};
  ports_.alerts.save(std::move(alert));
  return answer;
}

Result<EventAnswer> AlertGrouper::join(const Scope& scope,
                                       Alert&& alert,
                                       Alert&& parent,
                                       const std::string& by,
                                       Time now) {
  parent.adopt(alert);
  around_.timeline.add({alert.tenant,
                        alert.id,
                        now,
                        Change::joined_group,
                        "joined parent " + to_text(parent.id) + " (same " + parent.group->field +
                            "); the parent pages",
                        by});
  const auto heard = repeater_.speak_for(scope, parent, alert, by, now);
  if (!heard) return Failure{heard.error()};
  const EventAnswer answer{EventOutcome::joined, alert.id, alert.type()};
  ports_.alerts.save(std::move(alert));
  ports_.alerts.save(std::move(parent));
  return answer;
}

Result<EventAnswer> AlertGrouper::open(const Scope& scope,
                                       Alert&& alert,
                                       const EventManager& manager,
                                       const std::string& by,
                                       Time now) {
  around_.timeline.add(
      {alert.tenant,
       alert.id,
       now,
       Change::opened,
       alert.group ? "first of " + alert.group->field + " " + alert.group->value : "in no group",
       by});
  const auto announced = announcer_.opened(scope, alert, &manager, now);
  if (!announced) return Failure{announced.error()};
  if (!alert.service.empty()) {
    const auto paged = pager_.page_for(scope, alert, now);
    if (!paged) return Failure{paged.error()};
  }
  const EventAnswer answer{EventOutcome::opened, alert.id, alert.type()};
  ports_.alerts.save(std::move(alert));
  return answer;
}

}  // namespace tocsin::application
