#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/body_reader.hpp"
#include "domain/event.hpp"

namespace tocsin::adapters::http {

// An event from a body that agrees with its schema; violations where the schema could not say it
// all: the free fields are bounded.
std::variant<domain::Event, Violations> event_from(simdjson::dom::element body,
                                                   const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
