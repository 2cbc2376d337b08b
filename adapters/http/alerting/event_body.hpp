#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/alerting/event.hpp"
#include "domain/subscriptions/announcement.hpp"

namespace tocsin::adapters::http {

// Reads a body that agrees with the event schema: an event of an event manager, or the announcement
// of another system's alert. Optional members are context, so they are no reason to reject it: null
// counts as absent, and what cannot be used, or only in part, is added to `set_aside`.
std::variant<domain::Event, domain::Announcement> event_from(simdjson::dom::element body,
                                                             const domain::TenantId& tenant,
                                                             Violations& set_aside);

}  // namespace tocsin::adapters::http
