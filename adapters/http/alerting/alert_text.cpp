#include "adapters/http/alerting/alert_text.hpp"

#include <string_view>

#include "adapters/http/api/object_text.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Alert;
using domain::to_text;

namespace {

// "escalating" is said only of an alert that still is.
std::string_view escalation_word(const Alert& alert) {
  if (!alert.escalation) return "none";
  const auto state = alert.escalation->state();
  if (state == domain::EscalationState::escalating && !alert.is_open()) return "none";
  return word_for(state);
}

void append(std::string& json, const domain::Fields& fields) {
  ObjectText text{json};
  for (const auto& field : fields) {
    const bool is_first_of_path = fields.find(field.path)->data() == field.value.data();
    if (is_first_of_path) text.add(field.path, field.value);
  }
  text.end();
}

void add_identity(ObjectText& text, const Alert& alert) {
  text.add("id", to_text(alert.id));
  text.add("dedup_key", alert.dedup_key);
  text.add("dedupKey", alert.dedup_key);
  text.add_unless_empty("event_manager_id", alert.manager.value);
  text.add_unless_empty("service_id", alert.service.value);
  text.add("summary", alert.summary);
  text.add("severity", alert.severity.token());
  text.add_unless_empty("class", alert.class_name);
  if (!alert.fields.empty()) append(text.member("fields"), alert.fields);
}

void add_kinship(ObjectText& text, const Alert& alert) {
  text.add("type", word_for(alert.type()));
  if (alert.kinship() == domain::Kinship::related) text.add("related_to", to_text(*alert.parent));
  text.add("status", word_for(alert.status()));
  if (alert.parent) {
    text.add("parent_id", to_text(*alert.parent));
    text.add("parent_dedupKey", alert.parent_dedup_key);
  }
  text.add("child_count", alert.child_count);
  text.add("active_children", alert.active_children);
  text.add("resolve_requested", alert.resolve_requested);
}

void add_state(ObjectText& text, const Alert& alert) {
  text.add("event_count", alert.event_count);
  text.add("suppressed_count", alert.suppressed_count);
  text.add("escalation", escalation_word(alert));
  if (alert.escalation) text.add("notified_level", alert.escalation->level());
  if (alert.acknowledgement) {
    text.add("acknowledged_by", alert.acknowledgement->by);
    text.add("acknowledged_at", to_text(alert.acknowledgement->at));
  }
  if (alert.resolution) {
    text.add("resolved_by", alert.resolution->by);
    text.add("resolved_at", to_text(alert.resolution->at));
  }
}

void add_times(ObjectText& text, const Alert& alert) {
  text.add("opened_at", to_text(alert.opened_at));
  text.add("created_at", to_text(alert.opened_at));
  text.add("updated_at", to_text(alert.updated_at));
  text.add("occurred_at", to_text(alert.occurred_at));
}

}  // namespace

void append(std::string& json, const Alert& alert) {
  ObjectText text{json};
  add_identity(text, alert);
  add_kinship(text, alert);
  add_state(text, alert);
  add_times(text, alert);
  text.end();
}

}  // namespace tocsin::adapters::http
