#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "application/workflows/schedule_job.hpp"

namespace tocsin::adapters::http {

// Reads a scheduled job from a body that agrees with its schema. Violations for errors that the
// schema cannot express.
std::variant<application::ScheduleJob::Command, Violations> schedule_from(
    simdjson::dom::element body,
    const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
