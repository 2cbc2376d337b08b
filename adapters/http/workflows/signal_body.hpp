#pragma once

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/workflows/signal.hpp"

namespace tocsin::adapters::http {

// Reads a signal from a body that agrees with its schema. A timestamp that cannot be used is added
// to `set_aside`: what was observed counts without it.
domain::Signal signal_from(simdjson::dom::element body,
                           const domain::TenantId& tenant,
                           Violations& set_aside);

}  // namespace tocsin::adapters::http
