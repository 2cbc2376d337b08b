#include "application/paging/pager.hpp"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

namespace tocsin::application {

using domain::Alert;
using domain::Change;
using domain::Escalation;
using domain::EscalationState;
using domain::Notification;
using domain::NotificationKind;
using domain::Service;
using domain::Target;
using domain::Time;
using domain::TimeoutOutcome;
using domain::tocsin_itself;
using ports::Counter;

namespace {

// Returns the targets without duplicates: a target that is listed twice on a level is paged once.
std::vector<Target> distinct(const std::vector<Target>& targets) {
  std::vector<Target> result;
  for (const auto& target : targets) {
    const bool known = std::any_of(result.begin(), result.end(), [&](const Target& other) {
      return other.channel == target.channel && other.address == target.address;
    });
    if (!known) result.push_back(target);
  }
  return result;
}

// Whether the alert that pages for a service gives way to another one: it is less severe, so nobody
// was paged for anything like it.
bool gives_way(const Alert& holder, const Alert& alert) {
  return alert.severity.graver_than(holder.severity) && holder.wants_repage();
}

}  // namespace

Result<PageOutcome> Pager::page_for(const Scope& scope, Alert& alert, Time now) {
  const auto found = ports_.services.find(alert.tenant, alert.service);
  if (!found) return Failure{found.error()};
  if (!*found)
    return fail(ErrorKind::not_found, "service \"" + alert.service.value + "\" not found");
  Service service = **found;

  if (service.outage) {
    auto holder = ports_.alerts.get(service.tenant, *service.outage);
    if (!holder) return Failure{holder.error()};
    if (!gives_way(*holder, alert)) {
      suppress_by(std::move(*holder), alert, service, now);
      return PageOutcome::suppressed;
    }
    take_outage(scope, alert, std::move(service), std::move(*holder), now);
    return alert.escalation->policy() ? PageOutcome::paged : PageOutcome::no_policy;
  }

  const auto policy = ports_.policies.find(service.tenant, service.policy);
  if (!policy) return Failure{policy.error()};

  alert.escalation.emplace(*policy);
  page_level(scope, alert, Change::paged, "service " + service.id.value + " became unhealthy", now);
  service.outage = alert.id;
  service.updated_at = now;
  ports_.services.save(std::move(service));
  return alert.escalation->policy() ? PageOutcome::paged : PageOutcome::no_policy;
}

Result<Done> Pager::suppress(const Scope& /*scope*/,
                             const Alert& alert,
                             const Service& service,
                             Time now) {
  assert(service.outage);
  auto holder = ports_.alerts.get(service.tenant, *service.outage);
  if (!holder) return Failure{holder.error()};
  suppress_by(std::move(*holder), alert, service, now);
  return Done{};
}

void Pager::suppress_by(Alert holder, const Alert& alert, const Service& service, Time now) {
  ++holder.suppressed_count;
  around_.timeline.add({alert.tenant,
                        alert.id,
                        now,
                        Change::suppressed,
                        "not paged: service " + service.id.value +
                            " is already unhealthy, and alert " + to_text(holder.id) +
                            " pages for it",
                        tocsin_itself});
  around_.metrics.count(Counter::alerts_suppressed);
  ports_.alerts.save(std::move(holder));
}

void Pager::page_level(const Scope& /*scope*/,
                       Alert& alert,
                       Change what,
                       const std::string& why,
                       Time now) {
  const Escalation& escalation = *alert.escalation;
  const auto targets = distinct(escalation.targets());

  if (!escalation.policy()) {
    around_.metrics.count(Counter::alerts_without_policy);
    around_.timeline.add(
        {alert.tenant,
         alert.id,
         now,
         Change::nobody_to_page,
         why + ", and service " + alert.service.value + " has no escalation policy",
         tocsin_itself});
  } else {
    const auto level = "level " + std::to_string(escalation.level());
    around_.metrics.count(Counter::levels_paged);
    around_.timeline.add({alert.tenant, alert.id, now, what, level + ": " + why, tocsin_itself});
    if (targets.empty()) {
      around_.metrics.count(Counter::levels_without_target);
      around_.timeline.add({alert.tenant,
                            alert.id,
                            now,
                            Change::nobody_to_page,
                            level + " has no target",
                            tocsin_itself});
    }
    ports_.timers.set({alert.tenant,
                       alert.id,
                       escalation.epoch(),
                       now + escalation.policy()->delay_of(escalation.level()),
                       alert.severity});
  }

  for (const auto& target : targets)
    page(alert, target, now);
  if (targets.empty() && fallback_) page(alert, *fallback_, now);
}

TimeoutOutcome Pager::time_out(const Scope& scope,
                               Alert& alert,
                               std::uint32_t epoch,
                               const std::string& why,
                               Time now) {
  const auto outcome = alert.time_out(epoch, now);
  if (outcome == TimeoutOutcome::escalated) {
    page_level(scope, alert, Change::escalated, why, now);
  } else if (outcome == TimeoutOutcome::exhausted) {
    ports_.timers.cancel(alert.id);
    around_.timeline.add({alert.tenant,
                          alert.id,
                          now,
                          Change::exhausted,
                          why + "; no level is left",
                          tocsin_itself});
    around_.metrics.count(Counter::escalations_exhausted);
  }
  return outcome;
}

Result<Done> Pager::give_up_on_target(const Scope& scope, const Notification& page, Time now) {
  auto alert = ports_.alerts.get(page.tenant, page.alert);
  if (!alert) return Failure{alert.error()};
  if (!alert->is_escalating()) return Done{};

  auto& escalation = *alert->escalation;
  const auto targets = distinct(escalation.targets()).size();
  const bool nobody_is_left = escalation.give_up_on_target(page.epoch, targets);
  if (nobody_is_left) {
    const auto why = "no target of level " + std::to_string(page.level) + " can be reached";
    time_out(scope, *alert, page.epoch, why, now);
  }
  ports_.alerts.save(std::move(*alert));
  return Done{};
}

void Pager::page(const Alert& alert, const Target& target, Time now) {
  const auto& escalation = *alert.escalation;
  page(alert, target, {escalation.level(), escalation.epoch()}, now);
}

void Pager::page(const Alert& alert, const Target& target, Step step, Time now) {
  Notification notification;
  notification.id = {around_.ids.next()};
  notification.tenant = alert.tenant;
  notification.alert = alert.id;
  notification.kind = NotificationKind::page;
  notification.level = step.level;
  notification.epoch = step.epoch;
  notification.about = facts_of(alert, now);
  notification.deliveries = {delivery_to(target, now)};
  notification.created_at = now;
  ports_.outbox.add(std::move(notification));
}

Result<bool> Pager::severity_rose(const Scope& scope, Alert& alert, Time now) {
  if (alert.escalation) {
    if (!alert.wants_repage()) {
      regrade(alert);
      return false;
    }
    // The new pages replace those that are pending.
    stand_down(scope, alert);
    alert.page_again(now);
    page_level(scope, alert, Change::paged_again, "its severity rose", now);
    return true;
  }
  if (alert.service.empty()) return false;

  const auto service = ports_.services.find(alert.tenant, alert.service);
  if (!service) return Failure{service.error()};
  if (!*service || !(*service)->outage) return false;
  auto holder = ports_.alerts.get(alert.tenant, *(*service)->outage);
  if (!holder) return Failure{holder.error()};
  if (!gives_way(*holder, alert)) return false;
  take_outage(scope, alert, **service, std::move(*holder), now);
  return true;
}

void Pager::take_outage(const Scope& scope, Alert& alert, Service service, Alert holder, Time now) {
  stand_down(scope, holder);
  alert.take_outage_from(holder, now);
  around_.timeline.add({alert.tenant,
                        alert.id,
                        now,
                        Change::took_over,
                        "more severe than alert " + to_text(holder.id) +
                            ", which paged for service " + service.id.value,
                        tocsin_itself});
  page_level(
      scope, alert, Change::paged, "service " + service.id.value + " became more severe", now);
  service.outage = alert.id;
  service.updated_at = now;
  ports_.services.save(std::move(service));
  ports_.alerts.save(std::move(holder));
}

void Pager::regrade(const Alert& alert) {
  if (!alert.is_escalating()) return;
  if (const auto due = ports_.timers.due_of(alert.id)) {
    ports_.timers.set({alert.tenant, alert.id, alert.escalation->epoch(), *due, alert.severity});
  }
}

void Pager::stand_down(const Scope& /*scope*/, const Alert& alert) {
  ports_.timers.cancel(alert.id);
  for (const auto id : ports_.outbox.of(alert.id)) {
    auto notification = ports_.outbox.get(id);
    if (!notification || notification->kind != NotificationKind::page) continue;
    notification->cancel();
    ports_.outbox.save(std::move(*notification));
  }
}

Result<Done> Pager::release(const Scope& scope, const Alert& resolved, Time now) {
  if (!resolved.escalation) return Done{};

  const auto found = ports_.services.find(resolved.tenant, resolved.service);
  if (!found) return Failure{found.error()};
  if (!*found || (*found)->outage != resolved.id) {
    stand_down(scope, resolved);
    return Done{};
  }
  auto heir = heir_of(resolved);
  if (!heir) return Failure{heir.error()};

  Service service = **found;
  service.outage = *heir ? std::optional{(*heir)->id} : std::nullopt;
  service.updated_at = now;
  ports_.services.save(std::move(service));

  if (*heir) {
    hand_over(resolved, **heir, now);
    ports_.alerts.save(std::move(**heir));
  }
  stand_down(scope, resolved);
  return Done{};
}

// Returns the successor: the oldest alert that is not acknowledged, because an acknowledged one
// would end the paging for those that are still waiting. An acknowledged outage has nobody waiting.
// A child pages nobody, its parent does or has. The oldest alert is no child: a parent is older
// than its children and stays open as long as they do.
Result<std::optional<Alert>> Pager::heir_of(const Alert& resolved) {
  auto oldest = ports_.alerts.find_oldest_open(resolved.tenant, resolved.service);
  if (!oldest || !*oldest || !(*oldest)->acknowledgement) return oldest;
  if (resolved.escalation->state() == EscalationState::acknowledged) return oldest;

  const auto open = ports_.alerts.open_of(resolved.tenant, resolved.service);
  if (!open) return Failure{open.error()};
  for (const auto id : *open) {
    auto alert = ports_.alerts.get(resolved.tenant, id);
    if (!alert) return Failure{alert.error()};
    if (!alert->acknowledgement && alert->speaks_for_itself())
      return std::optional{std::move(*alert)};
  }
  return oldest;
}

void Pager::hand_over(const Alert& from, Alert& to, Time now) {
  to.take_over(*from.escalation, now);
  around_.timeline.add({to.tenant,
                        to.id,
                        now,
                        Change::took_over,
                        "alert " + to_text(from.id) + " is resolved and service " +
                            to.service.value + " is still unhealthy",
                        tocsin_itself});
  if (from.acknowledgement || to.acknowledgement) return;

  if (const auto due = ports_.timers.due_of(from.id)) {
    ports_.timers.set({to.tenant, to.id, to.escalation->epoch(), *due, to.severity});
  }
  // A page that has not been delivered is still pending, now for this alert; even if there is no
  // level left or never was one.
  for (const auto id : ports_.outbox.of(from.id)) {
    const auto owed = ports_.outbox.get(id);
    if (!owed || owed->kind != NotificationKind::page || !owed->is_live()) continue;
    const auto& delivery = owed->deliveries.front();
    page(to, delivery.meant_for.value_or(delivery.target), {owed->level, owed->epoch}, now);
  }
}

}  // namespace tocsin::application
