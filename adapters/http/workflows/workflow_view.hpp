#pragma once

#include <nlohmann/json_fwd.hpp>

#include "adapters/http/api/secrets.hpp"
#include "domain/workflows/workflow.hpp"

namespace tocsin::adapters::http {

// A workflow as the API shows it: what it was made from, and what became of that.
nlohmann::ordered_json view_of(const domain::Workflow& workflow, Secrets secrets);

}  // namespace tocsin::adapters::http
