#include "application/alerting/alert_resolver.hpp"

#include <utility>

namespace tocsin::application {

using domain::Alert;
using domain::Change;
using domain::ResolveOutcome;
using domain::Time;

namespace {

std::string children_text(std::uint32_t count) {
  return std::to_string(count) + (count == 1 ? " active child" : " active children");
}

}  // namespace

Result<ResolveOutcome> AlertResolver::resolve(const Scope& scope,
                                              Alert alert,
                                              const std::string& why,
                                              const std::string& by,
                                              Time now) {
  const bool asked_before = alert.resolve_requested;
  const auto outcome = alert.resolve(by, now);
  switch (outcome) {
    case ResolveOutcome::already_resolved: return outcome;
    case ResolveOutcome::waits_for_children:
      if (asked_before) return outcome;
      around_.timeline.add({alert.tenant,
                            alert.id,
                            now,
                            Change::resolve_requested,
                            why + "; waiting for " + children_text(alert.active_children),
                            by});
      ports_.alerts.save(std::move(alert));
      return outcome;
    case ResolveOutcome::resolved: break;
  }

  around_.timeline.add({alert.tenant, alert.id, now, Change::resolved, why, by});
  around_.metrics.count(ports::Counter::alerts_resolved);
  ports_.alerts.save(alert);
  const auto told = after_resolve(scope, alert, by, now);
  if (!told) return Failure{told.error()};
  return outcome;
}

Result<Done> AlertResolver::after_resolve(const Scope& scope,
                                          const Alert& alert,
                                          const std::string& by,
                                          Time now) {
  if (!alert.speaks_for_itself()) return tell_parent(scope, alert, by, now);

  const auto manager = ports_.managers.find(alert.tenant, alert.manager);
  if (!manager) return Failure{manager.error()};
  announcer_.resolved(scope, alert, manager->get(), now);
  return pager_.release(scope, alert, now);
}

Result<Done> AlertResolver::tell_parent(const Scope& scope,
                                        const Alert& child,
                                        const std::string& by,
                                        Time now) {
  auto parent = ports_.alerts.get(child.tenant, *child.parent);
  if (!parent) return Failure{parent.error()};

  const bool was_waited_for = parent->child_resolved(now);
  ports_.alerts.save(*parent);
  if (!was_waited_for) return Done{};

  const auto resolved =
      resolve(scope, std::move(*parent), "the last active child was resolved", by, now);
  if (!resolved) return Failure{resolved.error()};
  return Done{};
}

}  // namespace tocsin::application
