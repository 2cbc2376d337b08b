#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "application/workflows/schedule_jobs.hpp"

namespace tocsin::adapters::http {

// Reads a scheduled job from a body that agrees with its schema. Violations for errors that the
// schema cannot express.
std::variant<application::ScheduleJobs::Order, Violations> schedule_from(
    simdjson::dom::element body,
    const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
