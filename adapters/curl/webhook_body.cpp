#include "adapters/curl/webhook_body.hpp"

#include <string_view>

#include <nlohmann/json.hpp>

#include "adapters/curl/words.hpp"

namespace tocsin::adapters::curl {

std::string webhook_body(const domain::Notification& notification) {
  const auto& about = notification.about;
  nlohmann::ordered_json body;
  const auto add = [&body](const char* name, std::string_view value) {
    if (!value.empty()) body[name] = value;
  };

  add("notification_id", text_of(notification.id.value));
  add("kind", word_of(notification.kind));
  add("alert_id", text_of(notification.alert.value));
  add("dedupKey", about.dedup_key);
  add("event_manager_id", about.manager.value);
  add("service_id", about.service.value);
  if (notification.kind == domain::NotificationKind::page) body["level"] = notification.level;
  add("summary", about.summary);
  add("message", about.summary);
  add("severity", about.severity.token());
  add("status", word_of(about.status));
  add("type", word_of(about.type));
  body["child_count"] = about.child_count;
  add("timestamp", rfc3339(about.at));
  return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace tocsin::adapters::curl
