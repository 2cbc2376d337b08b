#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/paging/service.hpp"

namespace tocsin::adapters::http {

// A service from a body that agrees with its schema, without tenant and with the id that the
// body gives; violations where the schema could not say it all.
std::variant<domain::Service, Violations> service_from(simdjson::dom::element body);

}  // namespace tocsin::adapters::http
