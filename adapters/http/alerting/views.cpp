#include "adapters/http/alerting/views.hpp"

#include <chrono>

#include <nlohmann/json.hpp>

#include "adapters/http/api/answers.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::EventManager;
using domain::GroupingRule;
using domain::to_text;
using nlohmann::ordered_json;

ordered_json view_of(const EventManager& manager, Secrets secrets) {
  ordered_json view{{"id", manager.id.value}, {"name", manager.name}};
  add_unless_empty(view, "description", manager.description);
  view["grouping_rule_id"] = manager.grouping_rule.value;
  add_unless_empty(view, "service_id", manager.service.value);
  if (!manager.webhook_url.empty()) {
    view["notification_config"]["webhook_url"] =
        address_of({{}, domain::Channel::webhook, manager.webhook_url}, secrets);
  }
  view["created_at"] = to_text(manager.created_at);
  view["updated_at"] = to_text(manager.updated_at);
  return view;
}

ordered_json view_of(const GroupingRule& rule) {
  ordered_json view{{"id", rule.id.value}, {"name", rule.name}, {"grouping_key", rule.key}};
  const auto whole_minutes = std::chrono::floor<std::chrono::minutes>(rule.window);
  if (whole_minutes == rule.window) view["time_window_minutes"] = whole_minutes.count();
  view["time_window"] = to_text(rule.window);
  view["created_at"] = to_text(rule.created_at);
  view["updated_at"] = to_text(rule.updated_at);
  return view;
}

ordered_json view_of(const domain::TimelineEntry& entry) {
  return {{"at", to_text(entry.at)},
          {"what", word_for(entry.what)},
          {"why", entry.why},
          {"by", entry.by}};
}

}  // namespace tocsin::adapters::http
