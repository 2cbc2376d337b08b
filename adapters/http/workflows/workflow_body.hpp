#pragma once

#include <string_view>
#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::http {

// Reads a workflow from a body that agrees with its schema, without tenant. Violations for errors
// that the schema cannot express; without violations the workflow can run.
std::variant<domain::Workflow, Violations> workflow_from(simdjson::dom::element body);

// The body's key for the steps: "steps" or, as in seed 000, Dahlia, "actions".
std::string_view name_of_steps(simdjson::dom::element body);

// An error with the pointer into the steps renamed to the key that the body uses.
Error renamed(Error error, std::string_view steps);

}  // namespace tocsin::adapters::http
