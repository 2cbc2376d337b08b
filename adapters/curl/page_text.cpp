#include "adapters/curl/page_text.hpp"

#include <algorithm>
#include <utility>

#include "adapters/curl/text.hpp"
#include "domain/words.hpp"

namespace tocsin::adapters::curl {
namespace {

using domain::Notification;
using domain::NotificationKind;

std::string upper(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return result;
}

}  // namespace

std::string title_of(const Notification& notification) {
  const auto& about = notification.about;
  const bool is_over = notification.kind == NotificationKind::alert_resolved;
  const auto& where = about.service.empty() ? about.manager.value : about.service.value;

  std::string title = '[' + (is_over ? "RESOLVED" : upper(about.severity.token())) + "] ";
  if (!where.empty()) title += where + ": ";
  return one_line(title + about.summary);
}

std::vector<Fact> facts_of(const Notification& notification) {
  const auto& about = notification.about;
  std::vector<Fact> facts;
  const auto add = [&facts](std::string_view name, std::string_view value) {
    if (!value.empty()) facts.push_back({name, one_line(value)});
  };

  add("Service", about.service.value);
  add("Event manager", about.manager.value);
  add("Severity", about.severity.token());
  add("Status", domain::word_for(about.status));
  add("Dedup key", about.dedup_key);
  add("Alert", domain::to_text(notification.alert.value));
  if (about.child_count > 0) add("Grouped alerts", std::to_string(about.child_count));
  if (notification.kind == NotificationKind::page) add("Level", std::to_string(notification.level));
  add("Time", domain::to_text(about.at));
  return facts;
}

std::string advice_of(const Notification& notification) {
  if (notification.kind != NotificationKind::page) return {};
  return "To acknowledge: POST /v1/alerts/" + domain::to_text(notification.alert.value) +
         "/acknowledge";
}

std::string page_text(const Notification& notification, std::size_t characters_max) {
  std::string text = title_of(notification) + '\n';
  for (const auto& [name, value] : facts_of(notification)) {
    text += name;
    text += ": " + value + '\n';
  }
  text += advice_of(notification);
  while (text.ends_with('\n'))
    text.pop_back();

  const auto mark = notification.possibly_repeated ? '\n' + std::string{repeat_mark} : "";
  return std::string{first_characters(text, characters_max - mark.size())} + mark;
}

}  // namespace tocsin::adapters::curl
