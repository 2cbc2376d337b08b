#include "adapters/channels/webhook/webhook_body.hpp"

#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "adapters/channels/text/match_text.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;
using domain::NotificationKind;
using nlohmann::ordered_json;

// Adds a value unless it is empty.
void add(ordered_json& body, const char* name, std::string_view value) {
  if (!value.empty()) body[name] = value;
}

// Adds the context. A plain object sorts its keys, and finds them fast in any number.
void add_context(ordered_json& body, const domain::Fields& fields) {
  if (fields.empty()) return;
  auto context = nlohmann::json::object();
  for (const auto& [path, value] : fields)
    context.emplace(path, value);
  body["context"] = context;
}

void add_alert(ordered_json& body, const Message& message) {
  const auto& about = message.about;
  add(body, "alert_id", domain::to_text(message.alert));
  add(body, "dedupKey", about.dedup_key);
  add(body, "event_manager_id", about.manager.value);
  add(body, "service_id", about.service.value);
  if (message.kind == NotificationKind::page) body["level"] = message.level;
  add(body, "summary", about.summary);
  add(body, "message", about.summary);
  add(body, "severity", about.severity.token());
  add(body, "status", domain::word_for(about.status));
  add(body, "type", domain::word_for(about.type));
  body["child_count"] = about.child_count;
  add_context(body, about.context);
}

void add_match(ordered_json& body, const Message& message) {
  const auto& about = message.about;
  body["client_id"] = message.client.value;
  body["alert_id"] = match_alert_id(message);
  add(body, "dedupKey", about.dedup_key);
  add(body, "event_manager_id", about.manager.value);
  add(body, "service_id", about.service.value);
  add(body, "summary", about.summary);
  body["severity"] = domain::severity_word(about.severity);
  body["source"] = about.source;
  body["name"] = about.name;
  add_context(body, about.context);
  auto& rules = body["rule_ids"] = ordered_json::array();
  for (const auto& rule : message.subscriptions)
    rules.push_back(domain::to_text(rule));
}

void add_workflow_message(ordered_json& body, const Message& message) {
  const auto& about = message.about;
  if (message.run) body["run_id"] = domain::to_text(*message.run);
  body["workflow_id"] = about.dedup_key;
  body["subject"] = about.source;
  body["message"] = about.summary;
}

void add_content(ordered_json& body, const Message& message) {
  switch (message.kind) {
    case NotificationKind::match: return add_match(body, message);
    case NotificationKind::workflow_message: return add_workflow_message(body, message);
    default: return add_alert(body, message);
  }
}

}  // namespace

std::string webhook_body(const Message& message) {
  ordered_json body;
  body["notification_id"] = domain::to_text(message.notification);
  body["kind"] = domain::word_for(message.kind);
  add_content(body, message);
  body["timestamp"] = domain::to_text(message.about.at);
  return body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace tocsin::adapters::channels
