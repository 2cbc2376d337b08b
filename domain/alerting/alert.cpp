#include "domain/alerting/alert.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tocsin::domain {

// Derives the kinship from the manager: only Tocsin relates alerts, and only event managers group
// them.
Kinship Alert::kinship() const {
  if (!parent) return Kinship::none;
  return manager.value == own_manager ? Kinship::related : Kinship::child;
}

AlertStatus Alert::status() const {
  if (resolution) return AlertStatus::resolved;
  return acknowledgement ? AlertStatus::acknowledged : AlertStatus::active;
}

AlertKey Alert::key() const {
  const std::string_view only_without_manager =
      manager.empty() ? service.value : std::string_view{};
  return {tenant.value, manager.value, only_without_manager, dedup_key};
}

std::optional<GroupKey> Alert::group_key() const {
  if (!group) return std::nullopt;
  return GroupKey{tenant.value, manager.value, group->field, group->value};
}

bool Alert::takes_children_at(Time now) const {
  return is_open() && group && now < group->closes_at;
}

void Alert::close_group(Time now) {
  assert(group);
  group->closes_at = std::min(group->closes_at, now);
}

bool Alert::is_escalating() const {
  return is_open() && escalation && escalation->state() == EscalationState::escalating;
}

Tally Alert::tally() const {
  return {child_count, active_children, event_count, suppressed_count, updated_at, occurred_at};
}

void Alert::set_tally(const Tally& tally) {
  child_count = tally.child_count;
  active_children = tally.active_children;
  event_count = tally.event_count;
  suppressed_count = tally.suppressed_count;
  updated_at = tally.updated_at;
  occurred_at = tally.occurred_at;
}

RepeatEffect Alert::repeat(const Event& event, Time now) {
  const RepeatEffect effect{event.severity.graver_than(severity), resolve_requested};

  ++event_count;
  const bool speaks_for_child = active_children > 0 && severity.graver_than(event.severity);
  if (!speaks_for_child) summary = event.summary;
  fields = event.fields;
  if (!event.class_name.empty()) class_name = event.class_name;
  if (effect.severity_rose) severity = event.severity;
  resolve_requested = false;
  occurred_at = std::max(occurred_at, domain::occurred_at(event, now));
  updated_at = now;
  return effect;
}

TimeoutOutcome Alert::time_out(std::uint32_t epoch, Time now) {
  if (!is_open() || !escalation) return TimeoutOutcome::superseded;

  const auto outcome = escalation->time_out(epoch);
  if (outcome != TimeoutOutcome::superseded) updated_at = now;
  return outcome;
}

void Alert::adopt(Alert& child) {
  relate(child);
  child.service = service;
  ++active_children;
}

void Alert::relate(Alert& other) {
  assert(!other.parent && !other.group);
  other.parent = id;
  other.parent_dedup_key = dedup_key;
  ++child_count;
  updated_at = other.opened_at;
}

AcknowledgeOutcome Alert::acknowledge(const std::string& by, Time now) {
  if (resolution) return AcknowledgeOutcome::already_resolved;
  if (acknowledgement) return AcknowledgeOutcome::already_acknowledged;

  acknowledgement = Mark{by, now};
  if (escalation) escalation->stop();
  updated_at = now;
  return AcknowledgeOutcome::accepted;
}

bool Alert::speak_for(const Alert& child, Time now) {
  if (!child.severity.graver_than(severity)) return false;
  severity = child.severity;
  summary = child.summary;
  updated_at = now;
  return true;
}

bool Alert::wants_repage() const { return is_open() && escalation && escalation->pages_again(); }

void Alert::page_again(Time now) {
  assert(wants_repage());
  acknowledgement.reset();
  escalation->restart();
  updated_at = now;
}

bool Alert::note_incident(const Incident& incident) {
  if (!incidents) incidents.emplace();
  const bool is_known =
      std::any_of(incidents->begin(), incidents->end(), [&](const Incident& known) {
        return known.target.address == incident.target.address;
      });
  if (!is_known) incidents->push_back(incident);
  return !is_known;
}

ResolveOutcome Alert::resolve(const std::string& by, Time now) {
  if (resolution) return ResolveOutcome::already_resolved;
  updated_at = now;
  if (active_children > 0) {
    resolve_requested = true;
    return ResolveOutcome::waits_for_children;
  }

  resolve_requested = false;
  resolution = Mark{by, now};
  return ResolveOutcome::resolved;
}

bool Alert::child_resolved(Time now) {
  assert(active_children > 0);
  --active_children;
  updated_at = now;
  return resolve_requested && active_children == 0;
}

void Alert::take_outage_from(Alert& holder, Time now) {
  assert(holder.wants_repage());
  escalation = std::exchange(holder.escalation, {});
  holder.updated_at = now;
  page_again(now);
}

void Alert::take_over(const Escalation& from, Time now) {
  escalation = from;
  if (acknowledgement) escalation->stop();
  updated_at = now;
}

Alert open_alert(AlertId id, const Event& event, const ServiceId& service, Time now) {
  Alert alert;
  alert.id = id;
  alert.tenant = event.tenant;
  alert.manager = event.manager;
  alert.service = service;
  alert.dedup_key = event.dedup_key;
  alert.summary = event.summary;
  alert.severity = event.severity;
  alert.class_name = event.class_name;
  alert.fields = event.fields;
  alert.opened_at = now;
  alert.updated_at = now;
  alert.occurred_at = occurred_at(event, now);
  return alert;
}

}  // namespace tocsin::domain
