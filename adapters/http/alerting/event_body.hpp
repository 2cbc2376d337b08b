#pragma once

#include <variant>

#include <simdjson.h>

#include "domain/alerting/event.hpp"
#include "domain/subscriptions/announcement.hpp"

namespace tocsin::adapters::http {

// Reads a body that agrees with the event schema: an event of an event manager, or the announcement
// of another system's alert.
std::variant<domain::Event, domain::Announcement> event_from(simdjson::dom::element body,
                                                             const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
