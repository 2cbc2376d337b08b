#pragma once

#include <string_view>
#include <variant>

#include <simdjson.h>

#include "adapters/http/api/body_reader.hpp"
#include "domain/kernel/result.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::http {

// A workflow from a body that agrees with its schema, without tenant; violations where the schema
// could not say it all, and it can be done as it is written when there are none.
std::variant<domain::Workflow, Violations> workflow_from(simdjson::dom::element body);

// What a body calls the steps: "steps" or, as the documents do, "actions". An error of ours that
// points into a workflow, for one who calls them so.
std::string_view name_of_steps(simdjson::dom::element body);
Error renamed(Error error, std::string_view steps);

}  // namespace tocsin::adapters::http
