#include "adapters/http/alerting/event_manager_body.hpp"

#include "adapters/http/api/members.hpp"

namespace tocsin::adapters::http {

using domain::EventManager;
using simdjson::dom::element;

std::variant<EventManager, Violations> event_manager_from(element body) {
  EventManager manager;
  manager.id.value = text(body, "id");
  manager.name = text(body, "name");
  manager.description = text(body, "description");
  manager.grouping_rule.value = text(body, "grouping_rule_id");
  manager.service.value = text(body, "service_id");
  element notification_config;
  if (body["notification_config"].get(notification_config) == simdjson::SUCCESS) {
    manager.webhook_url = text(notification_config, "webhook_url");
  }
  return manager;
}

}  // namespace tocsin::adapters::http
