#include "adapters/curl/slack_message.hpp"

#include <string_view>

#include <nlohmann/json.hpp>

#include "adapters/curl/page_text.hpp"
#include "adapters/curl/text.hpp"

namespace tocsin::adapters::curl {
namespace {

using nlohmann::ordered_json;

std::string_view colour_of(const domain::Message& message) {
  if (message.kind == domain::NotificationKind::alert_resolved) return "good";
  const auto severity = message.about.severity;
  if (!domain::Severity::parse("critical")->graver_than(severity)) return "danger";
  if (!domain::Severity::parse("medium")->graver_than(severity)) return "warning";
  return "good";
}

ordered_json fields_of(const domain::Message& message) {
  auto fields = ordered_json::array();
  for (const auto& [name, value] : facts_of(message)) {
    fields.push_back({{"title", name}, {"value", slack_escaped(value)}, {"short", true}});
  }
  return fields;
}

std::string text_of(const domain::Message& message) {
  auto text = advice_of(message);
  if (!message.possibly_repeated) return text;
  if (!text.empty()) text += '\n';
  return text += repeat_mark;
}

}  // namespace

std::string slack_message(const domain::Message& message, const std::string& channel) {
  const auto title = slack_escaped(title_of(message));
  ordered_json body;
  if (!channel.empty()) body["channel"] = channel;
  body["attachments"] = {{{"fallback", title},
                          {"color", colour_of(message)},
                          {"title", title},
                          {"text", text_of(message)},
                          {"fields", fields_of(message)}}};
  return body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace tocsin::adapters::curl
