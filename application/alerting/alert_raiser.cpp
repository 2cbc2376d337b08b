#include "application/alerting/alert_raiser.hpp"

#include <string>
#include <utility>

namespace tocsin::application {

using domain::Alert;
using domain::Change;
using domain::Event;
using domain::EventAnswer;
using domain::EventOutcome;
using domain::ServiceId;
using domain::TenantId;
using domain::Time;

namespace {

constexpr auto group_field = "service";

std::string found_by(const std::string& by, const Event& event) {
  const auto trace = event.fields.find("trace_id");
  return "found by " + by + (trace ? " in trace " + std::string{*trace} : "");
}

}  // namespace

Result<EventAnswer> AlertRaiser::raise(const Scope& scope,
                                       Event event,
                                       const ServiceId& service,
                                       const std::string& by,
                                       Time now) {
  event.manager.value = domain::own_manager;
  auto known =
      ports_.alerts.find_open({event.tenant.value, event.manager.value, {}, event.dedup_key});
  if (!known) return Failure{known.error()};
  if (!*known) return open(scope, event, service, by, now);

  const EventAnswer answer{EventOutcome::repeated, (*known)->id, (*known)->type()};
  const auto repeated = repeater_.repeat(scope, std::move(**known), event, by, now);
  if (!repeated) return Failure{repeated.error()};
  return answer;
}

Result<EventAnswer> AlertRaiser::open(const Scope& scope,
                                      const Event& event,
                                      const ServiceId& service,
                                      const std::string& by,
                                      Time now) {
  const auto configured = ports_.services.find(event.tenant, service);
  if (!configured) return Failure{configured.error()};
  auto related = find_related(event.tenant, service, configured->get(), now);
  if (!related) return Failure{related.error()};

  auto alert = open_alert({around_.ids.next()}, event, *configured ? service : ServiceId{}, now);
  around_.metrics.count(ports::Counter::alerts_opened);
  around_.timeline.add({alert.tenant, alert.id, now, Change::opened, found_by(by, event), by});
  if (*related) {
    relate(alert, std::move(**related), by);
  } else {
    alert.group = domain::Group{group_field, service.value, now + correlation_window_};
  }

  const auto announced = announcer_.opened(scope, alert, nullptr, now);
  if (!announced) return Failure{announced.error()};
  if (*configured) {
    const auto paged = pager_.page_for(scope, alert, now);
    if (!paged) return Failure{paged.error()};
  }
  const EventAnswer answer{
      *related ? EventOutcome::joined : EventOutcome::opened, alert.id, alert.type()};
  ports_.alerts.save(std::move(alert));
  return answer;
}

// Returns a recent alert of the service itself, or else of a linked one.
Result<std::optional<Alert>> AlertRaiser::find_related(const TenantId& tenant,
                                                       const ServiceId& service,
                                                       const domain::Service* configured,
                                                       Time now) {
  auto own = find_parent(tenant, service, now);
  if (!own || *own || !configured) return own;
  const auto services = ports_.services.list(tenant);
  if (!services) return Failure{services.error()};

  for (const auto& other : *services) {
    if (!configured->is_linked_with(*other)) continue;
    auto parent = find_parent(tenant, other->id, now);
    if (!parent || *parent) return parent;
  }
  return own;
}

Result<std::optional<Alert>> AlertRaiser::find_parent(const TenantId& tenant,
                                                      const ServiceId& service,
                                                      Time now) {
  auto parent =
      ports_.alerts.find_parent({tenant.value, domain::own_manager, group_field, service.value});
  if (parent && *parent && !(*parent)->takes_children_at(now)) return std::optional<Alert>{};
  return parent;
}

void AlertRaiser::relate(Alert& alert, Alert parent, const std::string& by) {
  parent.relate(alert);
  alert.summary += " (Related alerts: " + std::to_string(parent.child_count) + ")";
  around_.timeline.add({alert.tenant,
                        alert.id,
                        alert.opened_at,
                        Change::joined_group,
                        "opened soon after alert " + to_text(parent.id) + " of service " +
                            parent.group->value + ", which may have the same cause",
                        by});
  ports_.alerts.save(std::move(parent));
}

}  // namespace tocsin::application
