#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/workflows/signal.hpp"

namespace tocsin::adapters::http {

// A signal from a body that agrees with its schema; violations where the schema could not say it
// all: what it has observed is bounded.
std::variant<domain::Signal, Violations> signal_from(simdjson::dom::element body,
                                                     const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
