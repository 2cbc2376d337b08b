#include "adapters/curl/slack_message.hpp"

#include <string_view>

#include <nlohmann/json.hpp>

#include "adapters/curl/page_text.hpp"
#include "adapters/curl/text.hpp"

namespace tocsin::adapters::curl {
namespace {

using nlohmann::ordered_json;

std::string_view colour_of(const domain::Notification& notification) {
  if (notification.kind == domain::NotificationKind::alert_resolved) return "good";
  const auto severity = notification.about.severity;
  if (!domain::Severity::parse("critical")->graver_than(severity)) return "danger";
  if (!domain::Severity::parse("medium")->graver_than(severity)) return "warning";
  return "good";
}

ordered_json fields_of(const domain::Notification& notification) {
  auto fields = ordered_json::array();
  for (const auto& [name, value] : facts_of(notification)) {
    fields.push_back({{"title", name}, {"value", slack_escaped(value)}, {"short", true}});
  }
  return fields;
}

std::string text_of(const domain::Notification& notification) {
  auto text = advice_of(notification);
  if (!notification.possibly_repeated) return text;
  if (!text.empty()) text += '\n';
  return text += repeat_mark;
}

}  // namespace

std::string slack_message(const domain::Notification& notification, const std::string& channel) {
  const auto title = slack_escaped(title_of(notification));
  ordered_json message;
  if (!channel.empty()) message["channel"] = channel;
  message["attachments"] = {{{"fallback", title},
                             {"color", colour_of(notification)},
                             {"title", title},
                             {"text", text_of(notification)},
                             {"fields", fields_of(notification)}}};
  return message.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace tocsin::adapters::curl
