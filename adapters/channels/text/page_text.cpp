#include "adapters/channels/text/page_text.hpp"

#include <algorithm>
#include <utility>

#include "adapters/channels/text/text.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;
using domain::NotificationKind;

std::string heading_of(const Message& message) {
  if (is_over(message)) return "RESOLVED";
  if (message.kind == NotificationKind::incident_acknowledged) return "ACKNOWLEDGED";
  return upper(message.about.severity.token());
}

}  // namespace

bool is_over(const Message& message) {
  return message.kind == NotificationKind::alert_resolved ||
         message.kind == NotificationKind::incident_resolved;
}

std::string title_of(const Message& message) {
  const auto& about = message.about;
  const auto& where = about.service.empty() ? about.manager.value : about.service.value;

  std::string title = '[' + heading_of(message) + "] ";
  if (!where.empty()) title += where + ": ";
  return one_line(title + about.summary);
}

std::vector<Fact> facts_of(const Message& message) {
  const auto& about = message.about;
  std::vector<Fact> facts;
  const auto add = [&facts](std::string_view name, std::string_view value) {
    if (!value.empty()) facts.push_back({std::string{name}, one_line(value)});
  };

  add("Service", about.service.value);
  add("Event manager", about.manager.value);
  add("Severity", about.severity.token());
  add("Status", domain::word_for(about.status));
  add("Dedup key", about.dedup_key);
  add("Alert", domain::to_text(message.alert.value));
  if (about.child_count > 0) add("Grouped alerts", std::to_string(about.child_count));
  if (message.kind == NotificationKind::page) add("Level", std::to_string(message.level));
  add("Time", domain::to_text(about.at));
  return facts;
}

std::string advice_of(const Message& message) {
  if (message.kind != NotificationKind::page) return {};
  return "To acknowledge: POST /v1/alerts/" + domain::to_text(message.alert.value) + "/acknowledge";
}

std::string page_text(const Message& message, std::size_t max_characters) {
  std::string text = title_of(message) + '\n';
  for (const auto& [name, value] : facts_of(message)) {
    text.append(name).append(": ").append(value) += '\n';
  }
  text += advice_of(message);
  while (text.ends_with('\n'))
    text.pop_back();

  const auto mark = message.possibly_repeated ? '\n' + std::string{repeat_mark} : "";
  return std::string{first_characters(text, max_characters - mark.size())} + mark;
}

}  // namespace tocsin::adapters::channels
