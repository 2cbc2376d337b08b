#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/alerting/event.hpp"
#include "domain/subscriptions/announcement.hpp"

namespace tocsin::adapters::http {

// Reads a body that agrees with the event schema: an event of an event manager, or the announcement
// of another system's alert. Violations if the free fields of an event exceed their bounds, which
// the schema cannot express.
std::variant<domain::Event, domain::Announcement, Violations> event_from(
    simdjson::dom::element body,
    const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
