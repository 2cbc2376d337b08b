#include "adapters/curl/webhook_body.hpp"

#include <string_view>

#include <nlohmann/json.hpp>

#include "domain/words.hpp"

namespace tocsin::adapters::curl {

std::string webhook_body(const domain::Message& message) {
  const auto& about = message.about;
  nlohmann::ordered_json body;
  const auto add = [&body](const char* name, std::string_view value) {
    if (!value.empty()) body[name] = value;
  };

  add("notification_id", domain::to_text(message.notification.value));
  add("kind", domain::word_for(message.kind));
  add("alert_id", domain::to_text(message.alert.value));
  add("dedupKey", about.dedup_key);
  add("event_manager_id", about.manager.value);
  add("service_id", about.service.value);
  if (message.kind == domain::NotificationKind::page) body["level"] = message.level;
  add("summary", about.summary);
  add("message", about.summary);
  add("severity", about.severity.token());
  add("status", domain::word_for(about.status));
  add("type", domain::word_for(about.type));
  body["child_count"] = about.child_count;
  add("timestamp", domain::to_text(about.at));
  return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace tocsin::adapters::curl
