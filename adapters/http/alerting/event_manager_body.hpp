#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/alerting/event_manager.hpp"

namespace tocsin::adapters::http {

// An event manager from a body that agrees with its schema, without tenant and with the id that the
// body gives; violations where the schema could not say it all.
std::variant<domain::EventManager, Violations> event_manager_from(simdjson::dom::element body);

}  // namespace tocsin::adapters::http
