#include "application/alerting/group_alert.hpp"

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

GroupAlert::GroupAlert(ports::AlertRepository& alerts,
                       ports::GroupingRules& rules,
                       ports::EarlyResolves& early_resolves,
                       RepeatAlert& repeat_alert,
                       Pager& pager,
                       Announcer& announcer,
                       ports::Timeline& timeline,
                       ports::IdGenerator& ids,
                       ports::Metrics& metrics)
    : alerts_(alerts),
      grouping_rules_(rules),
      early_resolves_(early_resolves),
      repeat_alert_(repeat_alert),
      pager_(pager),
      announcer_(announcer),
      timeline_(timeline),
      ids_(ids),
      metrics_(metrics) {}

Result<EventAnswer> GroupAlert::operator()(const Event& event,
                                           const EventManager& manager,
                                           const std::string& by,
                                           Time now) {
  auto known = alerts_.find_open({event.tenant.value, event.manager.value, {}, event.dedup_key});
  if (!known) return Failure{known.error()};
  if (*known) {
    const EventAnswer answer{EventOutcome::repeated, (*known)->id, (*known)->type()};
    repeat_alert_(std::move(**known), event, by, now);
    return answer;
  }

  auto alert = open_alert({ids_.next()}, event, manager.service, now);
  metrics_.count(Counter::alerts_opened);
  if (was_overtaken(event, now)) return open_and_resolve(std::move(alert), by, now);

  const auto rule = grouping_rules_.find(manager.tenant, manager.grouping_rule);
  if (!rule) return Failure{rule.error()};
  auto value = *rule ? grouping_value(**rule, event) : std::nullopt;
  if (!value) return open(std::move(alert), manager, by, now);

  auto parent =
      alerts_.find_parent({event.tenant.value, event.manager.value, (*rule)->key, *value});
  if (!parent) return Failure{parent.error()};
  if (*parent && (*parent)->takes_children_at(now)) {
    // Under a parent that pages for another service, nobody of this one would hear of it.
    if ((*parent)->service == manager.service) {
      return join(std::move(alert), std::move(**parent), by, now);
    }
    (*parent)->close_group(now);
    alerts_.save(std::move(**parent));
  }
  alert.group = Group{(*rule)->key, std::move(*value), now + (*rule)->window};
  return open(std::move(alert), manager, by, now);
}

bool GroupAlert::was_overtaken(const Event& event, Time now) {
  const auto early = early_resolves_.take(event.tenant, event.manager, event.dedup_key);
  return early && overtook(*early, occurred_at(event, now), now);
}

EventAnswer GroupAlert::open_and_resolve(Alert alert, const std::string& by, Time now) {
  timeline_.add({alert.tenant, alert.id, now, Change::opened, "triggered", by});
  timeline_.add({alert.tenant,
                 alert.id,
                 now,
                 Change::resolved,
                 "its resolve had come before its trigger",
                 by});
  metrics_.count(Counter::alerts_resolved);
  alert.resolve(by, now);
  const EventAnswer answer{EventOutcome::overtaken, alert.id, alert.type()};
  alerts_.save(std::move(alert));
  return answer;
}

EventAnswer GroupAlert::join(Alert&& alert, Alert&& parent, const std::string& by, Time now) {
  parent.adopt(alert);
  timeline_.add({alert.tenant,
                 alert.id,
                 now,
                 Change::joined_group,
                 "same " + parent.group->field + " as its parent " + to_text(parent.id) +
                     ", which is the one that pages",
                 by});
  const EventAnswer answer{EventOutcome::joined, alert.id, alert.type()};
  alerts_.save(std::move(alert));
  alerts_.save(std::move(parent));
  return answer;
}

Result<EventAnswer> GroupAlert::open(Alert&& alert,
                                     const EventManager& manager,
                                     const std::string& by,
                                     Time now) {
  timeline_.add(
      {alert.tenant,
       alert.id,
       now,
       Change::opened,
       alert.group ? "first of " + alert.group->field + " " + alert.group->value : "in no group",
       by});
  const auto announced = announcer_.opened(alert, &manager, now);
  if (!announced) return Failure{announced.error()};
  if (!alert.service.empty()) {
    const auto paged = pager_.receive(alert, now);
    if (!paged) return Failure{paged.error()};
  }
  const EventAnswer answer{EventOutcome::opened, alert.id, alert.type()};
  alerts_.save(std::move(alert));
  return answer;
}

}  // namespace tocsin::application
