#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/alerting/event_manager.hpp"

namespace tocsin::adapters::http {

// Reads an event manager from a body that agrees with its schema. The result has no tenant, and the
// id of the body. Violations for errors that the schema cannot express.
std::variant<domain::EventManager, Violations> event_manager_from(simdjson::dom::element body);

}  // namespace tocsin::adapters::http
