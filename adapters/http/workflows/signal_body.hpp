#pragma once

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/workflows/signal.hpp"

namespace tocsin::adapters::http {

// Reads a signal from a body that agrees with its schema. Members that cannot be used are added to
// `set_aside`: the signal counts without them, because a lost one may raise an absence.
domain::Signal signal_from(simdjson::dom::element body,
                           const domain::TenantId& tenant,
                           Violations& set_aside);

}  // namespace tocsin::adapters::http
