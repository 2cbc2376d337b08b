#include "adapters/channels/slack/slack_message.hpp"

#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "adapters/channels/text/match_text.hpp"
#include "adapters/channels/text/page_text.hpp"
#include "adapters/channels/text/text.hpp"
#include "adapters/channels/text/workflow_words.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;
using domain::NotificationKind;
using nlohmann::ordered_json;

std::string_view attachment_color(const Message& message) {
  if (is_over(message)) return "good";
  const auto severity = message.about.severity;
  if (!domain::Severity::parse("critical")->graver_than(severity)) return "danger";
  if (!domain::Severity::parse("medium")->graver_than(severity)) return "warning";
  return "good";
}

ordered_json fields_of(const std::vector<Fact>& facts) {
  auto fields = ordered_json::array();
  for (const auto& [name, value] : facts) {
    const bool is_short = name != rule_ids_name;
    fields.push_back({{"title", name}, {"value", slack_escaped(value)}, {"short", is_short}});
  }
  return fields;
}

std::string context_of(const Message& message) {
  std::string text;
  for (const auto& [name, value] : match_context(message))
    text += "\u2022 " + slack_escaped(name) + ": " + slack_escaped(value) + '\n';
  return text.empty() ? text : "\n*Context:*\n" + text;
}

std::string slack_text(const Message& message) {
  auto text = message.kind == NotificationKind::match
                  ? '*' + slack_escaped(match_heading(message)) + "*\n" + context_of(message)
                  : advice_of(message);
  if (!message.possibly_repeated) return text;
  if (!text.empty() && !text.ends_with('\n')) text += '\n';
  return text += repeat_mark;
}

// Returns only the message of the workflow.
ordered_json workflow_body(const Message& message) {
  constexpr std::size_t max_characters = 3'000;  // Slack shows about 4,000, escaped
  return {{"text", slack_escaped(workflow_words(message, max_characters))}};
}

ordered_json alert_body(const Message& message) {
  const bool is_match = message.kind == NotificationKind::match;
  const auto title = slack_escaped(is_match ? match_title(message) : title_of(message));
  ordered_json body;
  body["attachments"] = {
      {{"fallback", title},
       {"color", attachment_color(message)},
       {"title", title},
       {"text", slack_text(message)},
       {"fields", fields_of(is_match ? match_facts(message) : facts_of(message))}}};
  return body;
}

}  // namespace

std::string slack_message(const Message& message, const std::string& channel) {
  const bool is_of_workflow = message.kind == NotificationKind::workflow_message;
  ordered_json body;
  if (!channel.empty()) body["channel"] = channel;
  body.update(is_of_workflow ? workflow_body(message) : alert_body(message));
  return body.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace tocsin::adapters::channels
