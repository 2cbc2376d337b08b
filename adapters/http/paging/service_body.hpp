#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::adapters::http {

// Reads a service from a body that agrees with its schema. The result has no tenant, and the id of
// the body. Violations for errors that the schema cannot express.
std::variant<domain::Service, Violations> service_from(simdjson::dom::element body);

}  // namespace tocsin::adapters::http
