#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/alerting/event.hpp"
#include "domain/subscriptions/announcement.hpp"

namespace tocsin::adapters::http {

// What a body that agrees with the event schema asks for: an event of an event manager, or the
// announcement of somebody else's alert. Violations where the schema could not say it all: the free
// fields of an event are bounded.
std::variant<domain::Event, domain::Announcement, Violations> event_from(
    simdjson::dom::element body,
    const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
