#pragma once

#include <simdjson.h>

#include "domain/workflows/signal.hpp"

namespace tocsin::adapters::http {

// Reads a signal from a body that agrees with its schema.
domain::Signal signal_from(simdjson::dom::element body, const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
