#include "adapters/channels/pagerduty/pagerduty_event.hpp"

#include <array>
#include <string_view>

#include <nlohmann/json.hpp>

#include "adapters/channels/text/match_text.hpp"
#include "adapters/channels/text/page_text.hpp"
#include "adapters/channels/text/text.hpp"
#include "adapters/channels/text/workflow_words.hpp"
#include "domain/subscriptions/announcement.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;
using domain::NotificationKind;
using nlohmann::ordered_json;

std::string_view action_of(NotificationKind kind) {
  switch (kind) {
    case NotificationKind::page:
    case NotificationKind::match:
    case NotificationKind::workflow_message:
    case NotificationKind::alert_opened: return "trigger";
    case NotificationKind::incident_acknowledged: return "acknowledge";
    case NotificationKind::incident_resolved:
    case NotificationKind::alert_resolved: return "resolve";
  }
  __builtin_unreachable();
}

std::string_view severity_of(domain::Severity severity) {
  constexpr std::array<std::string_view, 5> by_rank{"info", "info", "warning", "error", "critical"};
  return by_rank[static_cast<std::size_t>(severity.rank())];
}

// Returns the source, which PagerDuty requires.
std::string source_of(const domain::AlertFacts& about) {
  for (const auto* source : {&about.source, &about.service.value, &about.manager.value})
    if (!source->empty()) return *source;
  return "Tocsin";
}

ordered_json object_of(const std::vector<Fact>& facts) {
  auto object = ordered_json::object();
  for (const auto& [name, value] : facts)
    object[name] = value;
  return object;
}

ordered_json details_of(const Message& message) {
  if (message.kind == NotificationKind::workflow_message) {
    return object_of(workflow_facts(message));
  }
  if (message.kind != NotificationKind::match) return object_of(facts_of(message));
  auto details = object_of(match_facts(message));
  const auto context = match_context(message);
  if (!context.empty()) details["Context"] = object_of(context);
  return details;
}

std::string summary_of(const Message& message) {
  if (message.kind == NotificationKind::workflow_message) return one_line(message.about.summary);
  return message.kind == NotificationKind::match ? match_title(message) : title_of(message);
}

// Returns the dedup key: one incident per alert, or per run.
std::string incident_of(const Message& message) {
  if (message.run) return domain::to_text(*message.run);
  const auto& about = message.about;
  // Two sources may announce alerts with the same id: they are two incidents.
  const bool is_announced = about.manager.empty() && about.service.empty();
  return domain::to_text(is_announced ? domain::announced_id_of(about.source, message.alert)
                                      : message.alert);
}

ordered_json payload_of(const Message& message) {
  constexpr std::size_t max_summary_characters = 1024;  // PagerDuty's limit
  const auto& about = message.about;

  ordered_json payload;
  payload["summary"] = first_characters(summary_of(message), max_summary_characters);
  payload["source"] = source_of(about);
  payload["severity"] = severity_of(about.severity);
  payload["timestamp"] = domain::to_text(about.at);
  if (!about.name.empty()) payload["class"] = about.name;
  if (!about.service.empty()) payload["component"] = about.service.value;
  payload["custom_details"] = details_of(message);
  return payload;
}

}  // namespace

std::string pagerduty_event(const Message& message) {
  const auto action = action_of(message.kind);
  ordered_json event;
  event["routing_key"] = message.target.address;
  event["event_action"] = action;
  event["dedup_key"] = incident_of(message);
  if (action == "trigger") event["payload"] = payload_of(message);
  return event.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace tocsin::adapters::channels
