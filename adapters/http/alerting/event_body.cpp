#include "adapters/http/alerting/event_body.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/http/api/free_fields.hpp"
#include "adapters/http/api/moment.hpp"
#include "adapters/json/schema/measures.hpp"
#include "adapters/json/text/mended_text.hpp"
#include "domain/kernel/cut_text.hpp"
#include "domain/kernel/words.hpp"

namespace tocsin::adapters::http {

using domain::Event;
using domain::Severity;
using simdjson::dom::element;

namespace {

// A text that is not required. Of a longer one the hash tells it from others. Two identities must
// not become equal because both lost something.
std::string optional_text(std::string_view key,
                          element value,
                          bool is_identity,
                          Violations& set_aside) {
  constexpr std::size_t max_length = 256;
  if (value.is_null()) return {};
  if (!value.is_string() && !value.is_number()) {
    set_aside.push_back({json::pointer_step(key), "must be a string"});
    return {};
  }
  auto text = field_text(value);
  if (is_identity && json::has_replacement(text)) {
    set_aside.push_back({json::pointer_step(key), "must be valid UTF-8"});
    return {};
  }
  if (text.size() <= max_length || json::length(text) <= max_length) return text;
  set_aside.push_back({json::pointer_step(key), "was cut to 256 bytes"});
  return domain::cut_apart(text, max_length);
}

std::optional<domain::Time> optional_moment(std::string_view key,
                                            element value,
                                            Violations& set_aside) {
  if (value.is_null()) return std::nullopt;
  const auto moment = moment_in(value);
  if (!moment) set_aside.push_back({json::pointer_step(key), no_moment});
  return moment;
}

// Takes one member; false when it is a free field.
bool take(Event& event, std::string_view key, element value, Violations& set_aside) {
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
    event.class_name = optional_text(key, value, false, set_aside);
  } else if (key == "event_id") {
    event.event_id = optional_text(key, value, true, set_aside);
  } else if (key == "occurred_at") {
    event.occurred_at = optional_moment(key, value, set_aside);
  } else {
    return false;
  }
  return true;
}

void add_context(domain::Fields& context, element given, Violations& set_aside) {
  simdjson::dom::object members;
  if (given.is_null()) return;
  if (given.get(members) != simdjson::SUCCESS) {
    return set_aside.push_back({"/context", "must be an object"});
  }
  FreeFields fields{context};
  for (const auto [key, value] : members)
    fields.add(key, value);
  fields.finish();
  context.shrink_to_fit();
}

// Takes one member of an announcement.
void take(domain::Announcement& announcement,
          std::string_view key,
          element value,
          Violations& set_aside) {
  const auto text = [&] { return std::string{std::string_view{value}}; };
  if (key == "alert_id") {
    announcement.alert_key = text();
  } else if (key == "severity") {
    announcement.severity = Severity::parse(std::string_view{value}).value();
  } else if (key == "source") {
    announcement.source = text();
  } else if (key == "name") {
    announcement.name = text();
  } else if (key == "context") {
    add_context(announcement.context, value, set_aside);
  } else if (key == "event_ts") {
    announcement.occurred_at = optional_moment(key, value, set_aside);
  } else if (key != "schema_version") {
    set_aside.push_back({json::pointer_step(key), "is not a known field"});
  }
}

bool is_announcement(element body) { return body["event_manager_id"].error() != simdjson::SUCCESS; }

}  // namespace

std::variant<Event, domain::Announcement> event_from(element body,
                                                     const domain::TenantId& tenant,
                                                     Violations& set_aside) {
  if (is_announcement(body)) {
    domain::Announcement announcement;
    announcement.tenant = tenant;
    for (const auto [key, value] : simdjson::dom::object(body))
      take(announcement, key, value, set_aside);
    return announcement;
  }
  Event event;
  event.tenant = tenant;
  FreeFields fields{event.fields};
  for (const auto [key, value] : simdjson::dom::object(body)) {
    if (!take(event, key, value, set_aside)) fields.add(key, value);
  }
  fields.finish();
  event.fields.shrink_to_fit();
  return event;
}

}  // namespace tocsin::adapters::http
