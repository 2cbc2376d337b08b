#include "application/alerting/resolve_alert.hpp"

#include <utility>

#include "application/kernel/transaction.hpp"

namespace tocsin::application {

using domain::Alert;
using domain::Change;
using domain::ResolveOutcome;
using domain::Time;

ResolveAlert::ResolveAlert(ports::UnitOfWork& work,
                           ports::AlertRepository& alerts,
                           ports::EventManagers& managers,
                           Pager& pager,
                           Announcer& announcer,
                           ports::Timeline& timeline,
                           ports::Metrics& metrics,
                           const ports::Clock& clock)
    : work_(work),
      alerts_(alerts),
      managers_(managers),
      pager_(pager),
      announcer_(announcer),
      timeline_(timeline),
      metrics_(metrics),
      clock_(clock) {}

Result<ResolveOutcome> ResolveAlert::operator()(const Command& command) {
  Transaction transaction{work_};

  auto alert = alerts_.get(command.tenant, command.alert);
  if (!alert) return Failure{alert.error()};

  const auto outcome = resolve(std::move(*alert), "asked for", command.by, clock_.now());
  if (!outcome) return Failure{outcome.error()};
  return transaction.commit(*outcome);
}

Result<ResolveOutcome> ResolveAlert::resolve(Alert alert,
                                             const std::string& why,
                                             const std::string& by,
                                             Time now) {
  const bool asked_before = alert.resolve_requested;
  const auto outcome = alert.resolve(by, now);
  switch (outcome) {
    case ResolveOutcome::already_resolved: return outcome;
    case ResolveOutcome::waits_for_children:
      if (asked_before) return outcome;
      timeline_.add(
          {alert.tenant,
           alert.id,
           now,
           Change::resolve_requested,
           why + ", and it waits for " + std::to_string(alert.active_children) + " active children",
           by});
      alerts_.save(std::move(alert));
      return outcome;
    case ResolveOutcome::resolved: break;
  }

  timeline_.add({alert.tenant, alert.id, now, Change::resolved, why, by});
  metrics_.count(ports::Counter::alerts_resolved);
  alerts_.save(alert);
  const auto told = after_resolve(alert, by, now);
  if (!told) return Failure{told.error()};
  return outcome;
}

Result<Done> ResolveAlert::after_resolve(const Alert& alert, const std::string& by, Time now) {
  if (!alert.speaks_for_itself()) return tell_parent(alert, by, now);

  const auto manager = managers_.find(alert.tenant, alert.manager);
  if (!manager) return Failure{manager.error()};
  announcer_.resolved(alert, manager->get(), now);
  return pager_.release(alert, now);
}

Result<Done> ResolveAlert::tell_parent(const Alert& child, const std::string& by, Time now) {
  auto parent = alerts_.get(child.tenant, *child.parent);
  if (!parent) return Failure{parent.error()};

  const bool was_waited_for = parent->child_resolved(now);
  alerts_.save(*parent);
  if (!was_waited_for) return Done{};

  const auto resolved = resolve(std::move(*parent), "its last child is resolved", by, now);
  if (!resolved) return Failure{resolved.error()};
  return Done{};
}

}  // namespace tocsin::application
