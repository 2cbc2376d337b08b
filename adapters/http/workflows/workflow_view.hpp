#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/secrets.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::http {

// A workflow as the API shows it: the body that it was created from, with its version and times.
nlohmann::ordered_json view_of(const domain::Workflow& workflow, Secrets secrets);

}  // namespace tocsin::adapters::http
