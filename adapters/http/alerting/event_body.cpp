#include "adapters/http/alerting/event_body.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/http/api/free_fields.hpp"
#include "adapters/http/api/members.hpp"
#include "domain/kernel/time.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Event;
using domain::Severity;
using simdjson::dom::element;

namespace {

// Takes one member; false when it is a free field.
bool take(Event& event, std::string_view key, element value) {
  const auto text = [&] { return std::string{std::string_view{value}}; };
  if (key == "event_manager_id") {
    event.manager.value = text();
  } else if (key == "summary") {
    event.summary = text();
  } else if (key == "severity") {
    event.severity = Severity::parse(std::string_view{value}).value();
  } else if (key == "action") {
    event.action = domain::from_word<domain::Action>(std::string_view{value}).value();
  } else if (key == "dedupKey") {
    event.dedup_key = text();
  } else if (key == "class") {
    event.class_name = text();
  } else if (key == "event_id") {
    event.event_id = text();
  } else if (key == "occurred_at") {
    event.occurred_at = domain::time_from(std::string_view{value});
  } else {
    return false;
  }
  return true;
}

domain::Announcement announcement_from(element body) {
  const auto text = [&](const char* key) { return std::string{std::string_view{body[key]}}; };
  domain::Announcement announcement;
  announcement.alert_key = text("alert_id");
  announcement.severity = Severity::parse(std::string_view{body["severity"]}).value();
  announcement.source = text("source");
  announcement.name = text("name");
  simdjson::dom::object context;
  if (body["context"].get(context) == simdjson::SUCCESS) {
    FreeFields fields{announcement.context};
    for (const auto [key, value] : context)
      fields.add(key, value);
    fields.finish();
    announcement.context.shrink_to_fit();
  }
  if (const auto seconds = whole_number(body, "event_ts")) {
    announcement.occurred_at = domain::Time{std::chrono::seconds{*seconds}};
  }
  return announcement;
}

bool is_announcement(element body) { return body["event_manager_id"].error() != simdjson::SUCCESS; }

}  // namespace

std::variant<Event, domain::Announcement> event_from(element body, const domain::TenantId& tenant) {
  if (is_announcement(body)) {
    auto announcement = announcement_from(body);
    announcement.tenant = tenant;
    return announcement;
  }
  Event event;
  event.tenant = tenant;
  FreeFields fields{event.fields};
  for (const auto [key, value] : simdjson::dom::object(body)) {
    if (!take(event, key, value)) fields.add(key, value);
  }
  fields.finish();
  event.fields.shrink_to_fit();
  return event;
}

}  // namespace tocsin::adapters::http
