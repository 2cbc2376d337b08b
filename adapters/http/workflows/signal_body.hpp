#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/workflows/signal.hpp"

namespace tocsin::adapters::http {

// Reads a signal from a body that agrees with its schema. Violations if its observed values exceed
// their bounds, which the schema cannot express.
std::variant<domain::Signal, Violations> signal_from(simdjson::dom::element body,
                                                     const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
