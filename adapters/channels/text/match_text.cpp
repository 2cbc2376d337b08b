#include "adapters/channels/text/match_text.hpp"

#include "adapters/channels/text/text.hpp"

namespace tocsin::adapters::channels {
namespace {

using domain::Message;

bool is_foreign(const domain::AlertFacts& about) {
  return about.manager.empty() && about.service.empty();
}

std::string rule_ids_of(const Message& message) {
  std::string ids;
  for (const auto& id : message.subscriptions)
    ids += (ids.empty() ? "" : ", ") + domain::to_text(id);
  return ids;
}

}  // namespace

std::string match_heading(const Message& message) {
  return "Alert: " + one_line(message.about.name);
}

std::string match_title(const Message& message) {
  const std::string severity{domain::severity_word(message.about.severity)};
  return "Alert: " + severity + " - " + one_line(message.about.name);
}

std::string match_alert_id(const Message& message) {
  const auto& about = message.about;
  const bool has_own_name = is_foreign(about) && !about.dedup_key.empty();
  return has_own_name ? about.dedup_key : domain::to_text(message.alert);
}

std::vector<Fact> match_facts(const Message& message) {
  const auto& about = message.about;
  return {{"Severity", std::string{domain::severity_word(about.severity)}},
          {"Source", one_line(about.source)},
          {"Name", one_line(about.name)},
          {"Alert ID", one_line(match_alert_id(message))},
          {"Client ID", one_line(message.client.value)},
          {"Notification ID", domain::to_text(message.notification)},
          {std::string{rule_ids_name}, rule_ids_of(message)}};
}

std::vector<Fact> match_context(const Message& message) {
  constexpr std::size_t max_fields = 50;
  constexpr std::size_t max_name_characters = 100;
  constexpr std::size_t max_value_characters = 500;
  constexpr std::size_t max_bytes = 4000;

  std::vector<Fact> facts;
  std::size_t bytes = 0;
  for (const auto& [path, value] : message.about.context) {
    Fact fact{one_line(first_characters(path, max_name_characters)),
              one_line(first_characters(value, max_value_characters))};
    bytes += fact.name.size() + fact.value.size();
    if (facts.size() == max_fields || bytes > max_bytes) break;
    facts.push_back(std::move(fact));
  }
  return facts;
}

std::string match_brief(const Message& message, std::size_t max_characters) {
  const auto& about = message.about;
  std::string text = match_title(message) + "\nSource: " + one_line(about.source);
  text += "\nAlert ID: " + one_line(match_alert_id(message));
  if (about.summary != about.name) text += '\n' + one_line(about.summary);
  if (text.ends_with('\n')) text.pop_back();

  const auto mark = message.possibly_repeated ? '\n' + std::string{repeat_mark} : "";
  return std::string{first_characters(text, max_characters - mark.size())} + mark;
}

}  // namespace tocsin::adapters::channels
