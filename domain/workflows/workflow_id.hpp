#pragma once

#include <string_view>
#include <vector>

#include "domain/kernel/ids.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::domain {

// Returns an id derived from a name: lower case, with "_" for each sequence of other characters
// than letters and digits.
WorkflowId workflow_id_of(std::string_view name);

// Returns the id for a workflow that names none, given all workflows of its tenant. It is the id
// that the workflow of that name already has, so that a new version of it comes into being.
// Otherwise it is the one derived from the name, with a number from _2 if other names have taken
// it: "CPU > 90%" and "CPU < 90%" both derive cpu_90.
WorkflowId workflow_id_for(std::string_view name, const std::vector<SharedWorkflow>& all);

}  // namespace tocsin::domain
