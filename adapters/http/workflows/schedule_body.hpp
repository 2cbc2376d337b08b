#pragma once

#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "application/workflows/schedule_job.hpp"

namespace tocsin::adapters::http {

// What is to be done later, from a body that agrees with its schema; violations where the schema
// could not say it all.
std::variant<application::ScheduleJob::Command, Violations> schedule_from(
    simdjson::dom::element body,
    const domain::TenantId& tenant);

}  // namespace tocsin::adapters::http
